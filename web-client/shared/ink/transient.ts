/**
 * What moves: the laser pointer with its tail, and the stroke that is being drawn. Drawn straight into the overlay as
 * frames arrive, past the component tree, because a redraw of that at 60 Hz is what a weak phone can't afford.
 */
import type { Transient } from '../binary';
import { toPixels, type Point } from '../geometry';
import type { Colour } from '../wire/wire';
import { COLOURS, smooth, strokesOf, type Place } from './shapes';
import { fresh, tail, type TrailPoint } from './trail';

/** A pointer that was heard of no more for this long is taken away, ms: its last word was lost in a cut. */
const FORGET_MS = 10_000;
/** A finished stroke waits this long for the mark that replaces it, ms. */
const HANDOVER_MS = 1_000;

export class TransientInk {
  readonly #place: () => Place;
  readonly #pointer = group('pointer');
  readonly #tail = path();
  readonly #stroke = [path(), path(), path()] as const;
  #trail: readonly TrailPoint[] = [];
  #points: Point[] = [];
  #last: Transient | null = null;
  #frame = 0;
  #leave: ReturnType<typeof setTimeout> | undefined;

  /** `place` is asked at every frame, so that a resize between two frames is honoured. */
  constructor(svg: SVGSVGElement, place: () => Place) {
    this.#place = place;
    for (const r of [17, 10.5, 8.5]) this.#pointer.append(circle(r));
    this.#tail.setAttribute('class', 'tail');
    svg.append(...this.#stroke, this.#tail, this.#pointer);
    this.clear();
  }

  /** Draws a frame of the current picture epoch. */
  handleFrame(frame: Transient): void {
    clearTimeout(this.#leave);
    this.#last = frame;
    switch (frame.kind) {
      case 'pointer':
        return this.#point(frame.at, frame.colour);
      case 'stroke':
        this.#hidePointer();
        this.#points.push(frame.at);
        return this.#drawStroke(frame.colour);
      case 'end':
        this.#hidePointer();
        this.#leave = setTimeout(() => this.clear(), HANDOVER_MS);
    }
  }

  /** The picture lies elsewhere on the page now: draws what stands there anew. */
  handlePlace(): void {
    this.#trail = [];
    if (this.#last?.kind === 'pointer') this.#movePointer(this.#last.at);
    if (this.#last?.kind === 'stroke') this.#drawStroke(this.#last.colour);
  }

  /** Takes everything away: the picture changed, or a finished mark took the stroke's place. */
  clear(): void {
    clearTimeout(this.#leave);
    this.#hidePointer();
    this.#points = [];
    this.#last = null;
    for (const line of this.#stroke) line.setAttribute('d', '');
  }

  #point(at: Point, colour: Colour): void {
    const pixel = this.#movePointer(at);
    this.#pointer.style.setProperty('--ink', COLOURS[colour]);
    this.#pointer.removeAttribute('visibility');
    this.#tail.style.fill = COLOURS[colour];
    this.#trail = [...fresh(this.#trail, performance.now()), { ...pixel, at: performance.now() }];
    this.#animate();
    this.#leave = setTimeout(() => this.clear(), FORGET_MS);
  }

  #movePointer(at: Point): Point {
    const { picture, rotation } = this.#place();
    const pixel = toPixels(at, picture, rotation);
    this.#pointer.setAttribute('transform', `translate(${pixel.x} ${pixel.y})`);
    return pixel;
  }

  #hidePointer(): void {
    this.#pointer.setAttribute('visibility', 'hidden');
  }

  /** Lets the tail shrink until it is gone, then rests. */
  #animate(): void {
    if (this.#frame) return;
    const step = () => {
      const now = performance.now();
      this.#tail.setAttribute('d', tail(this.#trail, now, 12));
      this.#frame = fresh(this.#trail, now).length > 0 ? requestAnimationFrame(step) : 0;
    };
    this.#frame = requestAnimationFrame(step);
  }

  #drawStroke(colour: Colour): void {
    const { picture, rotation } = this.#place();
    const d = smooth(this.#points.map((point) => toPixels(point, picture, rotation)));
    const widths = strokesOf(picture);
    this.#stroke.forEach((line, i) => {
      const layer = (['dark', 'white', 'colour'] as const)[i] ?? 'colour';
      line.setAttribute('class', `stroke ${layer}`);
      line.setAttribute('stroke-width', String(widths[layer]));
      line.setAttribute('d', d);
      if (layer === 'colour') line.style.stroke = COLOURS[colour];
    });
  }

  /** Stops drawing and leaves the overlay as it was. */
  dispose(): void {
    this.clear();
    cancelAnimationFrame(this.#frame);
    for (const element of [...this.#stroke, this.#tail, this.#pointer]) element.remove();
  }
}

const SVG = 'http://www.w3.org/2000/svg';

function path(): SVGPathElement {
  return document.createElementNS(SVG, 'path');
}

function group(name: string): SVGGElement {
  const element = document.createElementNS(SVG, 'g');
  element.setAttribute('class', name);
  return element;
}

function circle(r: number): SVGCircleElement {
  const element = document.createElementNS(SVG, 'circle');
  element.setAttribute('r', String(r));
  return element;
}
