import type { ComponentChildren } from 'preact';
import type { Fault } from '../../shared/api';
import { CircleAlert, RefreshCw } from '../../shared/ui/icons';
import { text } from '../text';

/** A fault in words: what happened and what to do. */
export function faultText(code: Fault): string {
  const { faults } = text.value;
  return Object.hasOwn(faults, code) ? faults[code as keyof typeof faults] : faults.other;
}

/** Faults that another try would only repeat. */
const FOR_GOOD: ReadonlySet<Fault> = new Set(['not_found', 'not_yours', 'forbidden']);

type Props = {
  readonly title: string;
  readonly code: Fault;
  readonly onRetry: () => void;
  /** Where to go instead, where trying again is of no use. */
  readonly instead?: ComponentChildren;
};

/** In the place of what could not be shown. */
export function FaultCard({ title, code, onRetry, instead }: Props) {
  return (
    <div class="card fault-card" role="alert">
      <CircleAlert size={24} />
      <h2>{title}</h2>
      <p>{faultText(code)}</p>
      {instead && FOR_GOOD.has(code) ? (
        instead
      ) : (
        <button type="button" class="button primary" onClick={onRetry}>
          <RefreshCw size={16} /> {text.value.retry}
        </button>
      )}
      <p class="small">{text.value.code(code)}</p>
    </div>
  );
}
