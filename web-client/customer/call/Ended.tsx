import { Logo } from '../../shared/ui/Logo';
import type { Outcome } from '../../shared/wire/wire';
import type { CustomerSession } from '../session';
import { takeFocus } from '../ui/Sheet';
import { text } from './text';

type Reason = 'over' | 'stopped' | Exclude<Outcome, 'completed' | 'declined'> | 'replaced' | 'refused' | 'wrong_version';

/** The end, in words: what happened, what is safe, and what can be done next. */
export function Ended({ session }: { session: CustomerSession }) {
  const t = text.value.ended;
  const reason = reasonOf(session);
  return (
    <div class="page">
      <main class="ended">
        <Logo size={48} />
        <h1 tabIndex={-1} ref={takeFocus}>
          {t[reason].title}
        </h1>
        <p>{t[reason].more}</p>
      </main>
      <footer class="bar tall">
        {reason === 'replaced' || reason === 'wrong_version' ? (
          <button type="button" class="button primary" onClick={() => location.reload()}>
            {reason === 'replaced' ? t.takeBack : t.reload}
          </button>
        ) : (
          <a class="button secondary" href="/">
            {t.again}
          </a>
        )}
      </footer>
    </div>
  );
}

function reasonOf(session: CustomerSession): Reason {
  const link = session.socket.link.value;
  const state = session.view.value?.state;
  if (link.name === 'ended' && link.why.name === 'replaced') return 'replaced';
  if (link.name === 'ended' && link.why.name === 'refused' && link.why.code === 'wrong_version') return 'wrong_version';
  switch (state?.name) {
    case 'wrapping_up':
      return state.reason === 'stopped' ? 'stopped' : 'over';
    case 'over':
      if (state.outcome === 'declined') return 'stopped';
      return state.outcome === 'completed' ? 'over' : state.outcome;
    default:
      if (session.left.value) return 'stopped';
      return link.name === 'ended' && link.why.name === 'refused' ? 'refused' : 'over';
  }
}
