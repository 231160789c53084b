/** The customer's own microphone: the button that mutes it, and what the curtain says of it. */
import { Mic, MicOff } from '../../shared/ui/icons';
import type { CustomerSession } from '../session';
import { text as pageText } from '../text';
import { theParts } from './parts';
import { text } from './text';

/** Mutes or opens the microphone, once the customer has agreed to be heard. */
export function MuteButton({ session }: { session: CustomerSession }) {
  const t = text.value.voice;
  const { media } = theParts();
  const muted = media.microphone.isMuted.value;
  const name = muted ? t.unmute : t.mute;
  if (!session.view.value?.consent.hear) return null;
  return (
    <button type="button" class="button quiet square" aria-label={name} title={name} onClick={() => void media.microphone.mute(!muted)}>
      {muted ? <MicOff size={24} /> : <Mic size={24} />}
    </button>
  );
}

/** Whether the customer is heard while the curtain is drawn. */
export function Heard({ session }: { session: CustomerSession }) {
  const view = session.view.value;
  const isHeard = view?.consent.hear && !theParts().media.microphone.isMuted.value && view.state.name === 'active' && !session.isLost.value;
  const name = session.name.value;
  return (
    <li>
      {isHeard ? <Mic size={24} /> : <MicOff size={24} />} {isHeard ? text.value.voice.heard(name) : pageText.value.curtain.noVoice(name)}
    </li>
  );
}
