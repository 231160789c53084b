/** A ring drawn around a point: what the product does. Pine is ours, vermilion is the supervisor's pointer. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg class="logo" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M18.6 7A8.3 8.3 0 1 0 18.6 17" fill="none" stroke="var(--accent)" stroke-width="3.6" stroke-linecap="round" />
      <circle cx="13" cy="12" r="3.1" fill="var(--mark-1)" />
    </svg>
  );
}
