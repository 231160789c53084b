import { useEffect, useRef } from 'preact/hooks';
import { toPixels } from '../../shared/geometry';
import type { Place } from '../../shared/ink/shapes';
import { Check } from '../../shared/ui/icons';
import { LABEL_CHARS } from '../../shared/wire/limits';
import type { Live } from '../model/live';
import { text } from '../text';

/** Where the words for a place of the picture are typed, at that place. */
export function Writing({ live, place }: { live: Live; place: Place }) {
  const writing = live.tools.writing.value;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), [writing]);
  if (!writing) return null;
  const at = toPixels(writing.at, place.picture, place.rotation);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    live.tools.handleWords(field.current?.value ?? '');
  };
  return (
    <form class="writing" style={{ transform: `translate(${at.x}px, ${at.y}px)` }} onSubmit={submit} onPointerDown={(event) => event.stopPropagation()}>
      <input
        ref={field}
        class="input"
        aria-label={text.value.tools.words}
        placeholder={text.value.marksList.wordsHint}
        maxLength={LABEL_CHARS}
        autocomplete="off"
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Escape') live.tools.handleCancel();
        }}
      />
      <button type="submit" class="button primary" aria-label={text.value.tools.place} title={text.value.tools.place}>
        <Check size={18} />
      </button>
    </form>
  );
}
