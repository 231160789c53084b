import { clock } from '../../shared/format';
import { Avatar } from '../../shared/ui/Avatar';
import type { Private } from '../../shared/wire/wire';
import type { Entry } from '../model/entries';
import { language, text } from '../text';
import { useReplay } from './context';
import { Highlight } from './Highlight';
import { actorName, clearOf, lineOf } from './line';
import { signOf } from './sign';

/** One line of the transcript. */
export function EntryRow({ entry }: { entry: Entry }) {
  const { player } = useReplay();
  const speaker = { words: text.value, language: language.value, facts: player.reading.facts };
  const line = lineOf(entry.event, entry.lasted, speaker);
  const said = entry.event.type === 'talk.said';
  // Whose name was erased has no initials.
  const name = actorName(entry.event.actor, speaker) ?? '?';
  return (
    <li class={said ? 'said' : ''}>
      <button type="button" class="entry" onMouseDown={keepFocus} onClick={() => player.seek(entry.t)}>
        <time class="figures">{clock(entry.t)}</time>
        {said ? <span class={`by ${line.who}`}><Avatar name={name} /></span> : <Sign entry={entry} />}
        <span class="words">
          {said ? <span class="unseen">{line.text} </span> : line.text}
          {line.value !== null && !said && ', '}
          {line.value !== null && <Value value={line.value} strong={!said} />}
        </span>
      </button>
    </li>
  );
}

/** A press with the mouse leaves the focus where it is, so that the space bar goes on to play. */
export function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}

function Sign({ entry }: { entry: Entry }) {
  const { icon: Icon, tone } = signOf(entry.event);
  return (
    <span class={`sign ${tone}`}>
      <Icon size={16} />
    </span>
  );
}

/** A value from the log; where it was erased, that. */
export function Value({ value, strong }: { value: Private | string; strong: boolean }) {
  const { q } = useReplay();
  const shown = typeof value === 'string' ? value : clearOf(value);
  if (shown === null) return <Erased />;
  return strong ? <b><Highlight text={shown} q={q} /></b> : <Highlight text={shown} q={q} />;
}

export function Erased() {
  return (
    <i class="erased" title={text.value.erasedHelp}>
      {text.value.erased}
    </i>
  );
}
