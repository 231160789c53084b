import type { ComponentChildren } from 'preact';
import { clock } from '../../shared/format';
import { CircleAlert, MicOff, Pause, Volume, WifiOff, type Icon } from '../../shared/ui/icons';
import type { CustomerSession } from '../session';
import { needsTap, openSound } from '../sound';
import { theParts } from './parts';
import { text } from './text';

/** After this long another network is worth a try, ms. */
const LONG_MS = 20_000;

/** What is in the way just now, what is safe, and what to do: one card at most, the weightiest. */
export function Trouble({ session }: { session: CustomerSession }) {
  const t = text.value.notice;
  const name = session.name.value;
  const link = session.socket.link.value;
  const view = session.view.value;
  const state = view?.state;
  const { media } = theParts();
  const micFault = view?.consent.hear ? media.microphone.fault.value : null;
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
  if (media.isStalled.value) {
    return (
      <Notice icon={WifiOff} title={t.stalled}>
        {t.stalledMore(name)}
      </Notice>
    );
  }
  if (needsTap.value) {
    return (
      <Notice icon={Volume} title={t.silent(name)} action={{ words: t.hear, run: openSound }}>
        {t.hearMore(name)}
      </Notice>
    );
  }
  if (micFault) {
    return (
      <Notice icon={MicOff} title={t.unheard(name)} action={{ words: t.again, run: () => void media.microphone.mute(false) }}>
        {t.mic[micFault]}
      </Notice>
    );
  }
  if (session.refused.value) return <Notice icon={CircleAlert} title={t.failed} />;
  return null;
}

type NoticeProps = { icon: Icon; title: string; action?: { words: string; run: () => void }; children?: ComponentChildren };

function Notice({ icon: Sign, title, action, children }: NoticeProps) {
  return (
    <section class="card notice" role="status">
      <Sign />
      <div>
        <h2>{title}</h2>
        {children && <p>{children}</p>}
      </div>
      {action && (
        <button type="button" class="button secondary" onClick={action.run}>
          {action.words}
        </button>
      )}
    </section>
  );
}
