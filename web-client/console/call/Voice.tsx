import { useEffect, useRef, useState } from 'preact/hooks';
import { Volume } from '../../shared/ui/icons';
import type { Calls } from '../model/calls';
import { text } from '../text';

/** Plays the voice of whoever is in the call, also while the desk is on screen. A browser that wants a press first gets one. */
export function Voice({ calls }: { calls: Calls }) {
  const ref = useRef<HTMLAudioElement>(null);
  const [blocked, setBlocked] = useState(false);
  const stream = calls.onAir.value?.remote.value ?? null;
  const play = () => {
    void ref.current
      ?.play()
      .then(() => setBlocked(false))
      .catch((error: unknown) => setBlocked(error instanceof DOMException && error.name === 'NotAllowedError'));
  };
  useEffect(() => {
    if (!ref.current) return;
    // The picture plays elsewhere: an element of its own keeps the voice whatever is on screen.
    ref.current.srcObject = stream ? new MediaStream(stream.getAudioTracks()) : null;
    if (stream) play();
    else setBlocked(false);
  }, [stream]);
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- a live voice has none */}
      <audio ref={ref} data-voice />
      {blocked && (
        <button type="button" class="button primary hear" onClick={play}>
          <Volume size={18} /> {text.value.stage.hearBlocked}
        </button>
      )}
    </>
  );
}
