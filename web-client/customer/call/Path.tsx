import type { Step } from '../../shared/wire/wire';

/** Segments: done, now, stuck. The number says where one is, so the bars are for the eye alone. */
export function Path({ steps }: { steps: readonly Step[] }) {
  const shown = steps.filter((step) => step.state !== 'withdrawn').slice(-12);
  return (
    <div class="path" aria-hidden="true">
      {shown.map((step, i) => (
        <i key={step.step} class={`${step.state}${i === shown.length - 1 ? ' now' : ''}`} />
      ))}
    </div>
  );
}
