import { signal } from '@preact/signals-core';
import { Avatar } from '../../shared/ui/Avatar';
import type { Scope } from '../../shared/wire/wire';
import { possibleScopes } from '../abilities';
import { call, loadCall } from '../load';
import type { CustomerSession } from '../session';
import { openSound } from '../sound';
import { text } from '../text';
import { ScopeCard } from '../ui/ScopeCard';
import { takeFocus } from '../ui/Sheet';

/** Nothing is agreed to before it is pressed. */
const chosen = signal<ReadonlySet<Scope>>(new Set());
/** Whether the button is at work; `null` before its first press. Where it has worked and this page still stands, it was in vain. */
const pressed = signal<boolean | null>(null);

/** What may be shared, each by itself, all off at first; going on without any is as large a button. */
export function Consent({ session }: { session: CustomerSession }) {
  const t = text.value.consent;
  const name = session.name.value;
  const loaded = call.value;
  const scopes = chosen.value;
  const toggle = (scope: Scope, on: boolean) => {
    const next = new Set(scopes);
    if (on) next.add(scope);
    else next.delete(scope);
    chosen.value = next;
  };
  const go = async () => {
    openSound();
    pressed.value = true;
    const agreed = [...scopes];
    // What is agreed to must be able to follow. Without anything to follow the help begins all the same.
    if (agreed.length > 0) await loadCall(session);
    const media = call.peek();
    // The browser's own questions must follow from this very press, so they are not kept waiting for the server.
    media?.ask(agreed);
    if (media || agreed.length === 0) await session.begin(agreed);
    pressed.value = false;
  };
  const isAsking = [...scopes].some((scope) => scope !== 'snapshot');
  return (
    <div class="page">
      <header class="top">
        <Avatar name={session.helper.value} />
        <b>{session.helper.value}</b>
        <button type="button" class="button plain" onClick={() => session.leave()}>
          {text.value.live.leave}
        </button>
      </header>
      <main class="consent">
        <h1 tabIndex={-1} ref={takeFocus}>{t.title}</h1>
        <p>
          {t.sub} {t.logged}
        </p>
        {loaded && <loaded.Trouble session={session} />}
        {possibleScopes().map((scope) => (
          <ScopeCard key={scope} name={name} scope={scope} on={scopes.has(scope)} onToggle={(on) => toggle(scope, on)}>
            {loaded && <loaded.ScopeIcon scope={scope} />}
          </ScopeCard>
        ))}
        <p class="small">{t.alone(name)}</p>
      </main>
      <footer class="bar tall">
        <button type="button" class="button primary" aria-busy={pressed.value === true} onClick={() => pressed.peek() || void go()}>
          {scopes.size > 0 ? t.share : t.without}
        </button>
        <p role="status">{pressed.value === false ? t.missing : scopes.size === 0 ? t.withoutMore(name) : isAsking ? t.shareMore : t.free}</p>
      </footer>
    </div>
  );
}
