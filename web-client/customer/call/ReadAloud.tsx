import { Volume } from '../../shared/ui/icons';
import type { Step } from '../../shared/wire/wire';
import { language } from '../text';
import { canRead, readAloud } from './alerts';
import { text } from './text';

/** Says the step, where the browser has a voice. */
export function ReadAloud({ step }: { step: Step }) {
  if (!canRead()) return null;
  const t = text.value.step;
  const words = [step.text, step.hint].map((part) => (part && 'clear' in part ? part.clear : '')).join('. ');
  return (
    <button type="button" class="button icon-only" aria-label={t.read} title={t.read} onClick={() => readAloud(words, language.peek())}>
      <Volume size={24} />
    </button>
  );
}
