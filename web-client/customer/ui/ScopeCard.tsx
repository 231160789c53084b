import type { ComponentChildren } from 'preact';
import { Switch } from '../../shared/ui/Switch';
import type { Scope } from '../../shared/wire/wire';
import { text } from '../text';

type Props = {
  readonly scope: Scope;
  /** What the page calls who helps. */
  readonly name: string;
  readonly on: boolean;
  readonly onToggle: (on: boolean) => void;
  /** Its icon; the words say the same without it. */
  readonly children: ComponentChildren;
};

/** One thing to agree to, in plain words. */
export function ScopeCard({ scope, name, on, onToggle, children }: Props) {
  const t = text.value.consent;
  return (
    <section class={on ? 'card scope chosen' : 'card scope'}>
      <span class="tile">{children}</span>
      <div>
        <h2 id={scope}>{t[scope].title}</h2>
        <p id={`${scope}-more`}>
          {t[scope].more(name)} {scope === 'snapshot' && <b>{t.free}</b>}
        </p>
      </div>
      <Switch on={on} labelledBy={scope} describedBy={`${scope}-more`} onToggle={onToggle} />
    </section>
  );
}
