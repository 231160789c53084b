import { useId, useState } from 'preact/hooks';
import { isInCall } from '../../shared/state';
import { Plus, Send, Snowflake } from '../../shared/ui/icons';
import { HINT_CHARS, STEP_CHARS } from '../../shared/wire/limits';
import type { SessionView } from '../../shared/wire/wire';
import type { Live } from '../model/live';
import { STEP_FIELD } from '../model/ui-state';
import { text } from '../text';
import { WORDS, wordsOf } from './path';

/** From here on it says how many are left. */
const NEAR = 30;

/** Where a step is written on the spot. */
export function StepComposer({ live, view }: { live: Live; view: SessionView }) {
  const { steps: words } = text.value;
  const [draft, setDraft] = useState('');
  const [hint, setHint] = useState<string | null>(null);
  const [hintId, noteId] = [useId(), useId()];
  const may = isInCall(view.state);
  const count = wordsOf(draft);
  const note = STEP_CHARS - draft.length <= NEAR ? words.left(STEP_CHARS - draft.length) : count > WORDS ? words.words(count) : null;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!draft.trim() || !may) return;
    const [sent, sentHint] = [draft, hint];
    setDraft('');
    setHint(null);
    if (await live.sendStep(sent.trim(), sentHint?.trim() || null)) return;
    // A refused step is given back, unless the next one is being written already.
    setDraft((now) => now || sent);
    setHint((now) => now ?? sentHint);
  };
  return (
    <form class="composer" onSubmit={(event) => void submit(event)}>
      <div class="composer-line">
        <Plus size={18} />
        <textarea
          id={STEP_FIELD}
          class="bare"
          rows={1}
          value={draft}
          maxLength={STEP_CHARS}
          placeholder={words.write}
          aria-label={words.text}
          aria-describedby={note ? noteId : undefined}
          aria-keyshortcuts="S"
          disabled={!may}
          onInput={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) void submit(event);
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        {draft.trim() === '' ? (
          <kbd aria-hidden="true">S</kbd>
        ) : (
          <button type="submit" class="button primary send" aria-label={words.send} title={words.send}>
            <Send size={16} />
          </button>
        )}
      </div>
      {draft.trim() !== '' && (
        <div class="composer-more">
          {hint === null ? (
            <button type="button" class="button plain small" onClick={() => setHint('')}>
              {words.addHint}
            </button>
          ) : (
            <input id={hintId} class="input" aria-label={words.hint} placeholder={words.hint} maxLength={HINT_CHARS} value={hint} onInput={(event) => setHint(event.currentTarget.value)} />
          )}
          {view.picture.frozen && (
            <span class="chip info small">
              <Snowflake size={16} /> {words.withPicture}
            </span>
          )}
        </div>
      )}
      {note && (
        <p id={noteId} class="quiet-text figures">
          {note}
        </p>
      )}
    </form>
  );
}
