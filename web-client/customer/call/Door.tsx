import { clock } from '../../shared/format';
import { Avatar } from '../../shared/ui/Avatar';
import type { CustomerSession } from '../session';
import { text as pageText } from '../text';
import { takeFocus } from '../ui/Sheet';
import { text } from './text';
import { Trouble } from './Trouble';

/** After this long at the door people wonder whether the page still works, ms. */
const LONG_MS = 60_000;

/** At the door: who was told, how long it has been, and the way out. */
export function Door({ session }: { session: CustomerSession }) {
  const t = text.value.door;
  const asked = session.view.value?.customer?.asked_t;
  void session.socket.clock.second.value; // counts on
  const waited = asked === undefined ? 0 : session.socket.clock.now() - asked;
  return (
    <div class="page">
      <main class="door">
        <Avatar name={session.helper.value} />
        {asked === undefined ? (
          <h1 class="skeleton">{t.connecting}</h1>
        ) : (
          <>
            <h1 tabIndex={-1} ref={takeFocus}>{t.title(session.name.value)}</h1>
            <p>{waited > LONG_MS ? t.long : t.sub}</p>
            <p class="chip figures">{t.since(clock(waited))}</p>
          </>
        )}
        <Trouble session={session} />
      </main>
      <footer class="bar">
        <button type="button" class="button secondary" onClick={() => session.leave()}>
          {pageText.value.live.leave}
        </button>
      </footer>
    </div>
  );
}
