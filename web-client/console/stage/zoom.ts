/** How the picture lies on the stage: fitted, or larger and moved. Pure. */
import { turned, type Point, type Rect, type Rotation, type Size } from '../../shared/geometry';

export type Zoom = {
  /** CSS px per px of the frame; `null` follows the stage. */
  readonly scale: number | null;
  /** From the stage's centre to the picture's, CSS px. */
  readonly shift: Point;
};

export const FITTED: Zoom = { scale: null, shift: { x: 0, y: 0 } };

/** CSS px that a fitted picture keeps free on each side for its frame. */
const MARGIN = 12;
/** The largest scale: beyond it one sees pixels, not letters. */
const MOST = 8;
/** One press of + or −. */
export const STEP = 1.25;

/** The scale at which the whole picture is seen. */
export function fitScale(stage: Size, frame: Size, rotation: Rotation): number {
  const seen = turned(frame, rotation);
  if (seen.width <= 0 || seen.height <= 0) return 1;
  return Math.max(0.01, Math.min((stage.width - 2 * MARGIN) / seen.width, (stage.height - 2 * MARGIN) / seen.height));
}

/** Where the picture lies on the stage, CSS px. */
export function lay(stage: Size, frame: Size, rotation: Rotation, zoom: Zoom): Rect {
  const seen = turned(frame, rotation);
  const scale = zoom.scale ?? fitScale(stage, frame, rotation);
  const { width, height } = { width: seen.width * scale, height: seen.height * scale };
  const shift = held(zoom.shift, { width, height }, stage);
  return { x: stage.width / 2 + shift.x - width / 2, y: stage.height / 2 + shift.y - height / 2, width, height };
}

/** Zooms by `factor` so that the point of the picture under `at` (stage px) stays there. Down to the fit it fits again. */
export function zoomBy(zoom: Zoom, factor: number, at: Point, stage: Size, frame: Size, rotation: Rotation): Zoom {
  const fit = fitScale(stage, frame, rotation);
  const before = zoom.scale ?? fit;
  return zoomTo(zoom, Math.max(before * factor, Math.min(before, fit)), at, stage, frame, rotation);
}

/** As `zoomBy`, to a given scale. A picture that is smaller than the stage is shown 1:1 at less than the fit. */
export function zoomTo(zoom: Zoom, wanted: number, at: Point, stage: Size, frame: Size, rotation: Rotation): Zoom {
  const fit = fitScale(stage, frame, rotation);
  const before = zoom.scale ?? fit;
  const scale = Math.min(wanted, Math.max(MOST, fit));
  if (Math.abs(scale - fit) / fit < 0.01) return FITTED;
  const from = { x: at.x - stage.width / 2, y: at.y - stage.height / 2 };
  const shift = {
    x: from.x - ((from.x - zoom.shift.x) * scale) / before,
    y: from.y - ((from.y - zoom.shift.y) * scale) / before,
  };
  const seen = turned(frame, rotation);
  return { scale, shift: held(shift, { width: seen.width * scale, height: seen.height * scale }, stage) };
}

/** Moves the picture by CSS px, as far as there is more of it to see. */
export function panBy(zoom: Zoom, by: Point, stage: Size, frame: Size, rotation: Rotation): Zoom {
  if (zoom.scale === null) return zoom;
  const seen = turned(frame, rotation);
  const size = { width: seen.width * zoom.scale, height: seen.height * zoom.scale };
  return { ...zoom, shift: held({ x: zoom.shift.x + by.x, y: zoom.shift.y + by.y }, size, stage) };
}

/** Keeps a small picture centred and a large one covering the stage. */
function held(shift: Point, picture: Size, stage: Size): Point {
  const room = { x: Math.max(0, (picture.width - stage.width) / 2 + MARGIN), y: Math.max(0, (picture.height - stage.height) / 2 + MARGIN) };
  const fits = { x: picture.width <= stage.width, y: picture.height <= stage.height };
  return {
    x: fits.x ? 0 : Math.min(room.x, Math.max(-room.x, shift.x)),
    y: fits.y ? 0 : Math.min(room.y, Math.max(-room.y, shift.y)),
  };
}
