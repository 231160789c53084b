import { clock } from '../../shared/format';
import { CurtainOpen } from '../../shared/ui/first-icons';
import { call } from '../load';
import type { CustomerSession } from '../session';
import { text } from '../text';
import { takeFocus } from '../ui/Sheet';

/** Certainty: what is hidden, what isn't, since when, and the one way back. */
export function Curtain({ session }: { session: CustomerSession }) {
  const t = text.value.curtain;
  const name = session.name.value;
  const view = session.view.value;
  const loaded = call.value;
  const drawn = view?.curtain.drawn === true;
  void session.socket.clock.second.value; // counts on
  return (
    <section class="curtain">
      <span class="disc">{loaded && <loaded.CurtainDrawn size={32} />}</span>
      <h1 tabIndex={-1} ref={takeFocus}>{t.title}</h1>
      <p>{t.sub(name)}</p>
      <ul>
        <li>
          {loaded && <loaded.EyeOff size={24} />} {t.pictures}
        </li>
        {/* Before the second load no microphone is open. */}
        {loaded ? <loaded.Heard session={session} /> : <li>{t.noVoice(name)}</li>}
      </ul>
      <p class="figures">{drawn ? t.since(clock(session.socket.clock.now() - view.curtain.since_t)) : session.isLost.value && t.closing}</p>
      <button type="button" class="button" aria-disabled={!drawn} onClick={() => drawn && void session.curtain(false)}>
        <CurtainOpen size={24} /> {t.open}
      </button>
    </section>
  );
}
