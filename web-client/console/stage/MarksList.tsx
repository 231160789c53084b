import { useId } from 'preact/hooks';
import { X } from '../../shared/ui/icons';
import { LABEL_CHARS } from '../../shared/wire/limits';
import type { SessionView, StandingMark } from '../../shared/wire/wire';
import type { Live } from '../model/live';
import { describeMark, valueOf } from '../model/names';
import { text } from '../text';
import { Refusal } from '../ui/Refusal';

/** The marks in words: what stands, what has faded, and the words for the next. */
export function MarksList({ live, view }: { live: Live; view: SessionView }) {
  const { marksList } = text.value;
  const words = useId();
  return (
    <section class="side-list marks-list" aria-labelledby="marks-title">
      <h2 id="marks-title">{marksList.title}</h2>
      <Refusal live={live} place="marks" />
      {view.marks.length === 0 && <p class="quiet-text">{marksList.empty}</p>}
      <ul>
        {view.marks.toReversed().map((mark) => (
          <MarkRow key={mark.mark} live={live} mark={mark} />
        ))}
      </ul>
      <div class="field">
        <label for={words}>{marksList.words}</label>
        <input
          id={words}
          class="input"
          placeholder={marksList.wordsHint}
          maxLength={LABEL_CHARS}
          autocomplete="off"
          value={live.tools.words.value}
          onInput={(event) => (live.tools.words.value = event.currentTarget.value)}
        />
      </div>
    </section>
  );
}

function MarkRow({ live, mark }: { live: Live; mark: StandingMark }) {
  const { marks, marksList } = text.value;
  const label = valueOf(mark.label);
  const remove = marksList.remove(describeMark(mark, text.value));
  return (
    <li class={mark.faded ? 'mark-row faded-row' : 'mark-row'}>
      <span class={`mark-number ${mark.colour}`}>{mark.n}</span>
      <div>
        <b>{label ?? (mark.shape.kind === 'number' ? `${marks.number} ${mark.shape.number}` : marks[mark.shape.kind])}</b>
        {mark.faded ? <p class="quiet-text">{marksList.faded}</p> : label !== null && <p class="quiet-text">{marks[mark.shape.kind]}</p>}
      </div>
      <button type="button" class="button icon-only small" aria-label={remove} title={remove} onClick={() => void live.tools.remove(mark.mark)}>
        <X size={16} />
      </button>
    </li>
  );
}
