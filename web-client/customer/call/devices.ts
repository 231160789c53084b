/** Screen, camera and microphone, as the browser gives them. Each asks the person; call them within a press. */

/** Not allowed by the person or the system, or not there. */
export type Refusal = 'denied' | 'missing';

/** The screen. Text on it has to stay readable, so detail goes before motion. */
export function openScreen(): Promise<MediaStreamTrack | Refusal> {
  return first(async () => {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 15, max: 30 } }, audio: false });
    return hinted(stream.getVideoTracks(), 'detail');
  });
}

/** The camera on the given side, or any where there is none. */
export function openCamera(facing: 'environment' | 'user'): Promise<MediaStreamTrack | Refusal> {
  return first(async () => {
    const video = { facingMode: { ideal: facing }, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24, max: 30 } };
    const stream = await navigator.mediaDevices.getUserMedia({ video });
    return hinted(stream.getVideoTracks(), 'detail');
  });
}

/** The microphone, cleaned of echo and noise: most customers hold the phone at arm's length. */
export function openMicrophone(): Promise<MediaStreamTrack | Refusal> {
  return first(async () => {
    const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    const stream = await navigator.mediaDevices.getUserMedia({ audio });
    return hinted(stream.getAudioTracks(), 'speech');
  });
}

function hinted(tracks: readonly MediaStreamTrack[], hint: string): MediaStreamTrack | undefined {
  const [track] = tracks;
  if (track) track.contentHint = hint;
  return track;
}

async function first(open: () => Promise<MediaStreamTrack | undefined>): Promise<MediaStreamTrack | Refusal> {
  try {
    return (await open()) ?? 'missing';
  } catch (refusal) {
    return refusal instanceof DOMException && refusal.name === 'NotAllowedError' ? 'denied' : 'missing';
  }
}
