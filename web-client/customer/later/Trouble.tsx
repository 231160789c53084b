import type { ComponentChildren } from 'preact';
import { clock } from '../../shared/i18n/format';
import { CircleAlert, Pause, WifiOff, type Icon } from '../../shared/ui/icons';
import type { CustomerSession } from '../session';
import { needsTap, openSound } from '../sound';
import { text } from './speech';

/** After this long another network is worth a try, ms. */
const LONG_MS = 20_000;

/** What is in the way just now, what is safe, and what to do: one card at most, the weightiest. */
export function Trouble({ session }: { session: CustomerSession }) {
  const t = text.value.notice;
  const name = session.name.value;
  const link = session.socket.link.value;
  const view = session.view.value;
  const state = view?.state;
  void session.socket.clock.second.value; // counts on
  if (session.isLost.value && link.name === 'away') {
    const long = Date.now() - link.since > LONG_MS;
    return (
      <Notice icon={WifiOff} title={link.planned ? t.restarting : t.away}>
        {long ? t.awayLong : t.awaySafe}
      </Notice>
    );
  }
  if (state?.name === 'held') {
    return (
      <Notice icon={Pause} title={t.held(name)}>
        {t.heldMore(clock(session.socket.clock.now() - (view?.state_t ?? 0)))}
      </Notice>
    );
  }
  if (state?.name === 'interrupted' && state.supervisor_away) {
    return (
      <Notice icon={WifiOff} title={t.supervisorAway(name)}>
        {t.supervisorAwayMore}
      </Notice>
    );
  }
  if (needsTap.value) {
    return (
      <section class="card notice">
        <p>{t.hearMore(name)}</p>
        <button type="button" class="button primary" onClick={openSound}>
          {t.hear}
        </button>
      </section>
    );
  }
  if (session.refused.value) return <Notice icon={CircleAlert} title={t.failed} />;
  return null;
}

function Notice(props: { icon: Icon; title: string; children?: ComponentChildren }) {
  return (
    <section class="card notice" role="status">
      <props.icon />
      <div>
        <h2>{props.title}</h2>
        {props.children && <p>{props.children}</p>}
      </div>
    </section>
  );
}
