/** The picture that is shared, as the customer sees it: their own, with the pointer and marks of who helps. */
import { signal, type Signal } from '@preact/signals-core';
import { stillOf } from '../../shared/fold';
import { clock } from '../../shared/format';
import { containRect, turned, type Size } from '../../shared/geometry';
import { Marks, labelOf } from '../../shared/ink/Marks';
import type { Place } from '../../shared/ink/shapes';
import { TransientInk } from '../../shared/ink/transient';
import { Image } from '../../shared/ui/icons';
import type { CustomerView, FrameSize, Mark } from '../../shared/wire/wire';
import type { CustomerSession } from '../session';
import { FaultNote } from './FaultNote';
import { currentInk, openSheet, setInk, theParts } from './parts';
import { text } from './text';

/** The size of the stage, and of the step's own picture, CSS px. */
const box = signal<Size>({ width: 0, height: 0 });
const stepBox = signal<Size>({ width: 0, height: 0 });
const measure = measuring(box);
const measureStep = measuring(stepBox);
let place: Place = { picture: { x: 0, y: 0, width: 0, height: 0 }, rotation: 0 };

export function Stage({ session }: { session: CustomerSession }) {
  const t = text.value.stage;
  const view = session.view.value;
  const { media } = theParts();
  const shown = media.shown.value;
  const still = view ? stillOf(view.picture) : null;
  const name = session.name.value;
  if (!view || (shown.kind === 'none' && still === null)) {
    return (
      <div class="showing">
        <div class="stage empty">
          <p>{t.empty(name)}</p>
          <FaultNote session={session} />
          <button type="button" class="button plain" onClick={() => openSheet('sources')}>
            <Image size={24} /> {t.show}
          </button>
        </div>
      </div>
    );
  }
  const frame = frameOf(view, still);
  setPlace({ picture: containRect(box.value, frame, frame.rotation), rotation: frame.rotation });
  const isStale = session.isLost.value || (still === null && media.isStalled.value);
  const link = session.socket.link.value;
  void session.socket.clock.second.value; // counts on
  return (
    <div class={isStale ? 'showing stale' : 'showing'}>
      <figure class="stage" style={{ maxHeight: natural(frame) }} aria-label={t.own} ref={measure}>
        {shown.kind === 'live' && <Screen video={shown.video} isStale={isStale} />}
        {still !== null && <StillImage id={still} alt="" />}
        <Marks marks={view.marks} place={place} describe={describe} />
        <svg class="overlay" aria-hidden="true" ref={layInk} />
      </figure>
      <div class="caption">
        {isStale && link.name === 'away' && <span class="chip warn figures">{text.value.notice.last(clock(Date.now() - link.since))}</span>}
        {!isStale && view.picture.frozen !== null && <span class="chip info">{t.frozen(name)}</span>}
        <button type="button" class="button plain" onClick={() => openSheet('sources')}>
          {t.change}
        </button>
      </div>
    </div>
  );
}

/**
 * The element that the picture is already playing in: a second one would decode everything twice. While nothing arrives at
 * the other end its last frame stands in its place, because what moves would look seen.
 */
function Screen({ video, isStale }: { video: HTMLVideoElement; isStale: boolean }) {
  const hold = (frame: HTMLElement | null) => {
    if (!frame) return;
    if (isStale) {
      // A video that is paused turns black in some browsers; a canvas keeps what is on it.
      if (!(frame.firstChild instanceof HTMLCanvasElement)) frame.replaceChildren(drawn(video));
      return;
    }
    if (video.parentElement === frame) return;
    frame.replaceChildren(video);
    // Off the page, as behind the curtain, browsers pause what plays.
    void video.play().catch(() => undefined);
  };
  return <div class="frame" ref={hold} />;
}

/** What a video shows now, to keep. */
function drawn(video: HTMLVideoElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return canvas;
}

/** A picture that belongs to a step, with the marks that were drawn on it. */
export function StepPicture({ session, still }: { session: CustomerSession; still: string }) {
  const view = session.view.value;
  const frame = view?.stills.find((each) => each.still === still)?.size;
  const marks = view?.marks.filter((mark) => mark.anchor.still === still).map((mark) => ({ ...mark, faded: false })) ?? [];
  const rotation = frame?.rotation ?? 0;
  return (
    <div class="step-picture" ref={measureStep}>
      <StillImage id={still} alt={text.value.step.picture} />
      {frame && <Marks marks={marks} place={{ picture: containRect(stepBox.value, frame, rotation), rotation }} describe={describe} />}
    </div>
  );
}

/** `alt` is empty where what stands around the picture names it. */
function StillImage({ id, alt }: { id: string; alt: string }) {
  const address = theParts().stills.show(id).value;
  if (address === 'missing') return <p class="frame missing">{text.value.stage.missing}</p>;
  if (address === 'loading') return <p class="skeleton">{text.value.stage.loading}</p>;
  return <img class="frame" src={address} alt={alt} />;
}

/** A mark in words, as in `Ring 2: Tap here`. */
function describe(mark: Mark): string {
  return text.value.stage.mark(text.value.marks[mark.shape.kind], mark.n, labelOf(mark));
}

function frameOf(view: CustomerView, still: string | null): FrameSize {
  const stored = view.stills.find((each) => each.still === still)?.size;
  return stored ?? view.picture.size ?? { width: 0, height: 0, rotation: 0 };
}

/** The height at which the picture fills the stage's width: more would only be empty. */
function natural(frame: FrameSize): string {
  const seen = turned(frame, frame.rotation);
  return seen.width > 0 && box.value.width > 0 ? `${Math.ceil((box.value.width * seen.height) / seen.width)}px` : 'none';
}

/** Tells the pointer, which is drawn past the components, when the picture has moved. */
function setPlace(next: Place): void {
  const before = place;
  place = next;
  const moved = (['x', 'y', 'width', 'height'] as const).some((side) => before.picture[side] !== next.picture[side]);
  if (moved || before.rotation !== next.rotation) currentInk()?.handlePlace();
}

/** Keeps `size` to that of the element that the ref is given to. */
function measuring(size: Signal<Size>): (element: HTMLElement | null) => void {
  const observer = new ResizeObserver(([entry]) => {
    if (entry) size.value = { width: entry.contentRect.width, height: entry.contentRect.height };
  });
  return (element) => {
    observer.disconnect();
    if (element) observer.observe(element);
  };
}

function layInk(layer: SVGSVGElement | null): void {
  setInk(layer && new TransientInk(layer, () => place));
}
