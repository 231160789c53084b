import { useComputed, useSignal, type Signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Size } from '../../shared/geometry';
import type { SessionView } from '../../shared/wire/wire';
import type { Live } from '../model/live';
import { nameOf } from '../model/names';
import { unfolded, zoomWish } from '../model/ui-state';
import { text } from '../text';
import { MarksList } from './MarksList';
import { PictureBoard } from './PictureBoard';
import { sceneOf, type Scene } from './scene';
import { CurtainScene, HeldScene, WordScene } from './Scenes';
import { StageHeader } from './StageHeader';
import { StillsStrip } from './StillsStrip';
import { Toolbar } from './Toolbar';
import { FITTED, lay, STEP, zoomBy, zoomTo, type Zoom } from './zoom';

/** The size that the stage takes for a picture that is not there: a phone's. */
const PHONE: Size = { width: 390, height: 844 };

/** The customer's picture, what is drawn on it, and what is kept of it. */
export function Stage({ live, view }: { live: Live; view: SessionView }) {
  const body = useRef<HTMLDivElement>(null);
  const size = useSignal<Size>({ width: 0, height: 0 });
  const zoom = useSignal<Zoom>(FITTED);
  const scene = sceneOf(view);
  const rotation = view.picture.size?.rotation ?? 0;
  const frame = live.frame.value ?? view.picture.size ?? PHONE;
  useMeasure(body, size);
  useZoomKeys(zoom, size, frame, rotation);
  const showsPicture = scene.name === 'live' || scene.name === 'still';
  const place = useComputed(() => ({ picture: lay(size.value, live.frame.value ?? live.socket.view.value?.picture.size ?? PHONE, live.socket.view.value?.picture.size?.rotation ?? 0, zoom.value), rotation: live.socket.view.value?.picture.size?.rotation ?? 0 }));
  return (
    <main id="main" class="stage" tabIndex={-1} aria-label={text.value.stage.label(nameOf(view, text.value))}>
      <StageHeader live={live} view={view} zoom={zoom} size={size} frame={frame} rotation={rotation} shown={showsPicture} />
      <div class="stage-row" data-unfolded={unfolded.value ?? undefined}>
        <MarksList live={live} view={view} />
        <div class="stage-body" ref={body}>
          {showsPicture ? <PictureBoard live={live} view={view} scene={scene} zoom={zoom} size={size} frame={frame} place={place} /> : <Without live={live} view={view} scene={scene} place={place.value.picture} />}
        </div>
        <StillsStrip live={live} view={view} />
      </div>
      <Toolbar live={live} view={view} />
    </main>
  );
}

/** Why there is no picture. */
function Without({ live, view, scene, place }: { live: Live; view: SessionView; scene: Scene; place: { width: number; height: number } }) {
  const { states } = text.value;
  const name = nameOf(view, text.value);
  switch (scene.name) {
    case 'curtain':
      return <CurtainScene live={live} view={view} size={place} />;
    case 'held':
      return <HeldScene live={live} view={view} size={place} />;
    case 'authorizing':
      return <WordScene size={place} title={states.authorizing(name)} more={states.authorizingHelp} busy />;
    case 'nothing':
      return <WordScene size={place} title={states.nothing(name)} more={states.nothingHelp} />;
    case 'no_consent':
      return <WordScene size={place} title={states.noConsent(name)} more={states.noConsentHelp} />;
    case 'live':
    case 'still':
      return null;
  }
}

function useMeasure(ref: { current: HTMLDivElement | null }, size: Signal<Size>): void {
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      size.value = { width: element.clientWidth, height: element.clientHeight };
    });
    observer.observe(element);
    size.value = { width: element.clientWidth, height: element.clientHeight };
    return () => observer.disconnect();
  }, []);
}

/** Carries out what shortcuts and buttons wish of the zoom. */
function useZoomKeys(zoom: Signal<Zoom>, size: Signal<Size>, frame: Size, rotation: 0 | 90 | 180 | 270): void {
  const wish = zoomWish.value;
  useEffect(() => {
    if (!wish) return;
    zoomWish.value = null;
    const stage = size.peek();
    const middle = { x: stage.width / 2, y: stage.height / 2 };
    switch (wish.to) {
      case 'fit':
        zoom.value = FITTED;
        return;
      case 'actual':
        zoom.value = zoomTo(zoom.peek(), 1 / devicePixelRatio, middle, stage, frame, rotation);
        return;
      case 'in':
      case 'out':
        zoom.value = zoomBy(zoom.peek(), wish.to === 'in' ? STEP : 1 / STEP, middle, stage, frame, rotation);
    }
  }, [wish]);
}
