/** The hand on the picture: pen, wheel, fingers and keys become what tools and zoom understand. */
import type { ReadonlySignal, Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { FULL, toFraction, toFractionClamped, type Point, type Size } from '../../shared/geometry';
import type { Place } from '../../shared/ink/shapes';
import type { Live } from '../model/live';
import { panBy, zoomBy, type Zoom } from './zoom';

export type Pen = {
  readonly live: Live;
  readonly board: { readonly current: HTMLDivElement | null };
  readonly place: ReadonlySignal<Place>;
  readonly zoom: Signal<Zoom>;
  readonly size: ReadonlySignal<Size>;
  readonly frame: Size;
  /** Space or the middle button moves the picture instead of drawing. */
  readonly panning: Signal<boolean>;
  /** Where the arrow keys aim. */
  readonly aim: Signal<Point | null>;
};

/** Zoom for one px of wheel: a notch of 100 px zooms by a quarter. */
const WHEEL = 0.0022;
/** One press of an arrow key, in fractions of the frame; with Shift five times as much. */
const AIM_STEP = FULL / 100;

export function usePen(pen: Pen): void {
  const { live, board, place, zoom, size, frame, panning, aim } = pen;
  useEffect(() => {
    const element = board.current;
    if (!element) return;
    const rotation = () => place.peek().rotation;
    const fingers = new Map<number, Point>();
    let drawing = false;
    let dragged: Point | null = null;

    const at = (event: MouseEvent): Point => {
      const box = element.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const inside = (point: Point) => toFraction(point, place.peek().picture, rotation());
    const clamped = (point: Point) => toFractionClamped(point, place.peek().picture, rotation());
    const pinch = (before: Map<number, Point>) => {
      const [a, b] = [...fingers.values()];
      const [c, d] = [...before.values()];
      if (!a || !b || !c || !d) return;
      const apart = (p: Point, q: Point) => Math.hypot(p.x - q.x, p.y - q.y) || 1;
      const middle = (p: Point, q: Point) => ({ x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 });
      const [to, from] = [middle(a, b), middle(c, d)];
      zoom.value = zoomBy(zoom.peek(), apart(a, b) / apart(c, d), to, size.peek(), frame, rotation());
      zoom.value = panBy(zoom.peek(), { x: to.x - from.x, y: to.y - from.y }, size.peek(), frame, rotation());
    };

    const down = (event: PointerEvent) => {
      const point = at(event);
      aim.value = null;
      if (event.pointerType === 'touch') fingers.set(event.pointerId, point);
      if (fingers.size === 2) {
        drawing = false;
        return live.tools.handleCancel();
      }
      if (event.button === 1 || panning.peek()) {
        event.preventDefault();
        dragged = point;
        element.setPointerCapture(event.pointerId);
        return;
      }
      const spot = inside(point);
      if (event.button !== 0 || !spot) return;
      element.setPointerCapture(event.pointerId);
      drawing = true;
      live.tools.handleDown(spot);
    };
    const move = (event: PointerEvent) => {
      const point = at(event);
      if (fingers.has(event.pointerId)) {
        const before = new Map(fingers);
        fingers.set(event.pointerId, point);
        if (fingers.size === 2) return pinch(before);
      }
      if (dragged) {
        zoom.value = panBy(zoom.peek(), { x: point.x - dragged.x, y: point.y - dragged.y }, size.peek(), frame, rotation());
        dragged = point;
        return;
      }
      if (drawing) {
        // What the pen did between two frames belongs to the line.
        const steps = event.getCoalescedEvents?.() ?? [];
        for (const step of steps.length > 0 ? steps : [event]) {
          const spot = clamped(at(step));
          if (spot) live.tools.handleDrag(spot);
        }
        return;
      }
      const spot = inside(point);
      if (spot) live.tools.handleHover(spot);
      else live.tools.handleLeave();
    };
    const up = (event: PointerEvent) => {
      fingers.delete(event.pointerId);
      dragged = null;
      if (drawing) live.tools.handleUp();
      drawing = false;
    };
    const cancel = (event: PointerEvent) => {
      fingers.delete(event.pointerId);
      dragged = null;
      drawing = false;
      live.tools.handleCancel();
    };
    const leave = () => {
      if (!drawing) live.tools.handleLeave();
    };
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 32 : 1;
      if (event.shiftKey) zoom.value = panBy(zoom.peek(), { x: -(event.deltaX || event.deltaY) * lines, y: 0 }, size.peek(), frame, rotation());
      else zoom.value = zoomBy(zoom.peek(), Math.exp(-event.deltaY * lines * (event.ctrlKey ? WHEEL * 4 : WHEEL)), at(event), size.peek(), frame, rotation());
    };
    const press = (event: KeyboardEvent) => {
      if (event.target !== element || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = AIM_STEP * (event.shiftKey ? 5 : 1);
      const moves: Record<string, Point> = { ArrowLeft: { x: -step, y: 0 }, ArrowRight: { x: step, y: 0 }, ArrowUp: { x: 0, y: -step }, ArrowDown: { x: 0, y: step } };
      const by = moves[event.key];
      if (by) {
        event.preventDefault();
        const from = aim.peek() ?? { x: FULL / 2, y: FULL / 2 };
        const to = { x: onFrame(from.x + by.x), y: onFrame(from.y + by.y) };
        aim.value = to;
        live.tools.handleHover(to);
      } else if (event.key === 'Enter' && aim.peek()) {
        event.preventDefault();
        live.tools.handleDown(aim.peek() ?? { x: 0, y: 0 });
        live.tools.handleUp();
      } else if (event.key === 'Escape') {
        aim.value = null;
        live.tools.handleCancel();
      } else if (event.key === ' ') {
        event.preventDefault();
        panning.value = true;
      }
    };
    const release = (event: KeyboardEvent) => {
      if (event.key === ' ') panning.value = false;
    };
    // The middle button would otherwise scroll by itself.
    const still = (event: MouseEvent) => event.button === 1 && event.preventDefault();
    const space = (event: KeyboardEvent) => {
      if (event.key === ' ' && event.target === document.body) {
        event.preventDefault();
        panning.value = true;
      }
    };

    const stop = new AbortController();
    const { signal } = stop;
    element.addEventListener('pointerdown', down, { signal });
    element.addEventListener('pointermove', move, { signal });
    element.addEventListener('pointerup', up, { signal });
    element.addEventListener('pointercancel', cancel, { signal });
    element.addEventListener('pointerleave', leave, { signal });
    element.addEventListener('mousedown', still, { signal });
    element.addEventListener('wheel', wheel, { signal, passive: false });
    element.addEventListener('keydown', press, { signal });
    element.addEventListener('blur', () => (aim.value = null), { signal });
    addEventListener('keydown', space, { signal });
    addEventListener('keyup', release, { signal });
    return () => stop.abort();
  }, [live, frame.width, frame.height]);
}

function onFrame(value: number): number {
  return Math.min(FULL, Math.max(0, Math.round(value)));
}
