import { Check } from './first-icons';

/** On or off, said by shape as well as colour. */
export function Switch(props: { on: boolean; labelledBy: string; describedBy?: string; onToggle: (on: boolean) => void }) {
  return (
    <button
      type="button"
      class="switch"
      role="switch"
      aria-checked={props.on}
      aria-labelledby={props.labelledBy}
      aria-describedby={props.describedBy}
      onClick={() => props.onToggle(!props.on)}
    >
      <span class="knob">
        <Check size={16} />
      </span>
    </button>
  );
}
