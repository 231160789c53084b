import { clock } from '../../shared/format';
import { CurtainDrawn, Pause, Play, Smartphone } from '../../shared/ui/icons';
import type { SessionView } from '../../shared/wire/wire';
import type { Live } from '../model/live';
import { nameOf } from '../model/names';
import { now } from '../model/now';
import { text } from '../text';

type Size = { readonly width: number; readonly height: number };

/** The one theatrical moment: no picture, frozen or not, behind it. */
export function CurtainScene({ live, view, size }: { live: Live; view: SessionView; size: Size }) {
  const { states } = text.value;
  void now.value;
  return (
    <div class="scene curtain-scene" style={sized(size)} role="status">
      <span class="scene-sign">
        <CurtainDrawn size={32} />
      </span>
      <h2>{states.curtain}</h2>
      <p>{states.curtainText(nameOf(view, text.value))}</p>
      <p>{states.curtainVoice}</p>
      <p class="figures" aria-hidden="true">
        {clock(live.socket.clock.now() - view.curtain.since_t)}
      </p>
    </div>
  );
}

export function HeldScene({ live, view, size }: { live: Live; view: SessionView; size: Size }) {
  const { states } = text.value;
  void now.value;
  return (
    <div class="scene word-scene" style={sized(size)}>
      <span class="scene-sign">
        <Pause size={32} />
      </span>
      <h2>{states.held}</h2>
      <p>{states.heldText(nameOf(view, text.value))}</p>
      <p class="figures">{clock(live.socket.clock.now() - view.state_t)}</p>
      {view.state.name === 'held' && (
        <button type="button" class="button primary" onClick={() => void live.hold(false)}>
          <Play size={18} /> {states.resume}
        </button>
      )}
    </div>
  );
}

/** A sentence in the place of a picture. */
export function WordScene({ size, title, more, busy = false }: { size: Size; title: string; more: string; busy?: boolean }) {
  return (
    <div class="scene word-scene" style={sized(size)} role="status">
      <span class={busy ? 'scene-sign waits' : 'scene-sign'}>
        <Smartphone size={32} />
      </span>
      <h2>{title}</h2>
      <p>{more}</p>
    </div>
  );
}

/** As large as the picture would be, but never too narrow for its words. */
function sized({ width, height }: Size) {
  return { width: `${Math.max(width, 300)}px`, height: `${Math.max(height, 260)}px` };
}
