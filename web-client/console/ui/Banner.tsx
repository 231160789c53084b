import type { ComponentChildren } from 'preact';
import { Info, WifiOff } from '../../shared/ui/icons';

/** A strip that says how things stand, across what it concerns. */
export function Banner({ tone, children }: { tone: 'warn' | 'info'; children: ComponentChildren }) {
  const Sign = tone === 'warn' ? WifiOff : Info;
  return (
    <div class={`banner ${tone}`} role="status">
      <Sign size={18} />
      <p>{children}</p>
    </div>
  );
}
