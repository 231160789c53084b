import { signal } from '@preact/signals-core';
import { CurtainOpen, Mic, MicOff, X } from '../../shared/ui/first-icons';
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
  const later = session.later.value;
  const hidden = session.isHidden.value;
  return (
    <div class="page live">
      {!hidden && later && <later.Top session={session} />}
      <main>
        {hidden && <Curtain session={session} />}
        {later && <later.Trouble session={session} />}
        <StepCard session={session}>{!hidden && (later ? <later.Stage session={session} /> : <div class="showing" />)}</StepCard>
        {later && <later.ChatStrip session={session} />}
      </main>
      <Bar session={session} />
      {leaving.value && <Leave session={session} onStay={ask(false)} />}
      {later && <later.Sheets session={session} />}
    </div>
  );
}

function Bar({ session }: { session: CustomerSession }) {
  const t = text.value.live;
  const view = session.view.value;
  const later = session.later.value;
  const muted = later?.isMuted();
  const [Voice, voice] = muted ? [MicOff, t.unmute] : [Mic, t.mute];
  return (
    <footer class="bar">
      {!session.isHidden.value && (
        <button type="button" class="button curtain-button" onClick={() => void session.curtain(true)}>
          <CurtainOpen size={24} /> {t.hide[view?.picture.source ?? 'none']}
        </button>
      )}
      {later && session.isHidden.value && <later.WriteButton />}
      {view?.consent.hear && (
        <button
          type="button"
          class="button quiet square"
          aria-label={voice}
          title={voice}
          onClick={() => later?.mute(!muted)}
        >
          <Voice size={24} />
        </button>
      )}
      <button type="button" class="button danger" onClick={ask(true)}>
        <X size={24} /> {t.leave}
      </button>
    </footer>
  );
}
