import { useEffect, useRef, useState } from 'preact/hooks';
import type { Rotation } from '../../shared/geometry';
import type { SessionView } from '../../shared/wire/wire';
import type { Live } from '../model/live';
import { text } from '../text';

/**
 * The customer's video. A frame is shown only if it came after the last time that the picture was covered or changed: what
 * was there before the curtain fell must not be seen when it opens. When the connection is made anew, the old stream's last
 * picture stays until the new one has its first.
 */
export function LivePicture({ live, view, rotation }: { live: Live; view: SessionView; rotation: Rotation }) {
  const stream = live.remote.value;
  const [ready, setReady] = useState<MediaStream | null>(null);
  const [shown, setShown] = useState(false);
  const current = useRef<HTMLVideoElement | null>(null);
  const { frozen } = view.picture;
  const cover = `${view.picture.source} ${view.curtain.since_t}`;
  useEffect(() => {
    setShown(false);
    live.capture.handleShown(false);
    return () => {
      current.current = null;
      live.capture.handleVideo(null);
    };
  }, [cover]);
  // The frozen picture may have been of another size.
  useEffect(() => {
    if (frozen === null && current.current) live.frame.value = { width: current.current.videoWidth, height: current.current.videoHeight };
  }, [frozen]);
  const streams = [...new Set([ready, stream])].filter((one) => one !== null);
  const covered = !shown && frozen === null;
  return (
    <>
      {streams.map((one) => (
        <Video
          key={`${one.id} ${cover}`}
          stream={one}
          rotation={rotation}
          hidden={!shown || one !== ready}
          onFrame={(video) => {
            if (one !== live.remote.peek()) return;
            setReady(one);
            setShown(true);
            current.current = video;
            live.capture.handleVideo(video);
            live.capture.handleShown(true);
          }}
          onSize={(size) => {
            if (live.socket.view.peek()?.picture.frozen === null) live.frame.value = size;
          }}
          onEachFrame={() => live.capture.handleFrame()}
        />
      ))}
      {covered && (
        <p class="coming" role="status">
          {view.media === 'stalled' || view.state.name === 'interrupted' ? text.value.states.stalled : text.value.states.coming}
        </p>
      )}
    </>
  );
}

type VideoProps = {
  readonly stream: MediaStream;
  readonly rotation: Rotation;
  readonly hidden: boolean;
  readonly onFrame: (video: HTMLVideoElement) => void;
  readonly onSize: (size: { width: number; height: number }) => void;
  readonly onEachFrame: () => void;
};

function Video({ stream, rotation, hidden, onFrame, onSize, onEachFrame }: VideoProps) {
  const ref = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = ref.current;
    if (!video) return;
    video.srcObject = new MediaStream(stream.getVideoTracks());
    // Muted video plays without a press; where even that is refused, the words on the cover stand for it.
    void video.play().catch(() => undefined);
    let first = true;
    let wanted = 0;
    const each = () => {
      if (first) {
        first = false;
        onFrame(video);
      }
      onSize({ width: video.videoWidth, height: video.videoHeight });
      onEachFrame();
      wanted = video.requestVideoFrameCallback(each);
    };
    wanted = video.requestVideoFrameCallback(each);
    return () => {
      video.cancelVideoFrameCallback(wanted);
      video.srcObject = null;
    };
  }, [stream]);
  return <video ref={ref} class={`frame turn-${rotation}`} data-hidden={hidden || undefined} data-picture muted playsInline aria-hidden="true" />;
}
