import { signal } from '@preact/signals-core';
import { CurtainOpen, X } from '../../shared/ui/first-icons';
import { call } from '../load';
import type { CustomerSession } from '../session';
import { text } from '../text';
import { Curtain } from './Curtain';
import { Leave } from './Leave';
import { StepCard } from './StepCard';

const leaving = signal(false);
const ask = (open: boolean) => () => {
  leaving.value = open;
};

/** The help itself: who sees what, the step, what is shown, and the way to hide or leave always within the thumb's reach. */
export function Live({ session }: { session: CustomerSession }) {
  const loaded = call.value;
  const hidden = session.isHidden.value;
  return (
    <div class="page live">
      {!hidden && loaded && <loaded.Top session={session} />}
      <main>
        {hidden && <Curtain session={session} />}
        {loaded && <loaded.Trouble session={session} />}
        <StepCard session={session}>{!hidden && (loaded ? <loaded.Stage session={session} /> : <div class="showing" />)}</StepCard>
        {loaded && <loaded.ChatStrip session={session} />}
      </main>
      <Bar session={session} />
      {leaving.value && <Leave session={session} onStay={ask(false)} />}
      {loaded && <loaded.Sheets session={session} />}
    </div>
  );
}

function Bar({ session }: { session: CustomerSession }) {
  const t = text.value.live;
  const view = session.view.value;
  const loaded = call.value;
  return (
    <footer class="bar">
      {!session.isHidden.value && (
        <button type="button" class="button curtain-button" onClick={() => void session.curtain(true)}>
          <CurtainOpen size={24} /> {t.hide[view?.picture.source ?? 'none']}
        </button>
      )}
      {loaded && session.isHidden.value && <loaded.WriteButton />}
      {loaded && <loaded.MuteButton session={session} />}
      <button type="button" class="button danger" onClick={ask(true)}>
        <X size={24} /> {t.leave}
      </button>
    </footer>
  );
}
