/** The picture that the customer shows in tests: a phone's Wi-Fi settings, with the frame's code and four corner marks burnt in. */
import { cell, corners, encode, unit, type FrameCode } from './frame-code';

/** Pure blue: no mark, pointer or button of the pages has it. */
export const CORNER_COLOUR = '#0000ff';

const NETWORKS = [
  { name: 'Casa Ferrer', note: 'Connected, no internet', strength: 3 },
  { name: 'Casa Ferrer 5G', note: 'Saved', strength: 3 },
  { name: 'Vecinos', note: 'Secured', strength: 2 },
  { name: 'Biblioteca', note: 'Open', strength: 2 },
  { name: 'Taller Ruiz', note: 'Secured', strength: 1 },
];
const GROUNDS = { screen: '#f4f4f2', camera: '#d9dccf', photo: '#dfe3ea' } as const;

export function paint(context: CanvasRenderingContext2D, code: FrameCode): void {
  const { width, height } = context.canvas;
  const u = unit(width, height);
  context.fillStyle = GROUNDS[code.source];
  context.fillRect(0, 0, width, height);
  paintSettings(context, u, width, height);
  encode(code).forEach((white, index) => {
    const { x, y, width: w, height: h } = cell(index, width, height);
    context.fillStyle = white ? '#ffffff' : '#000000';
    context.fillRect(x, y, w, h);
  });
  context.fillStyle = CORNER_COLOUR;
  for (const { x, y, width: w, height: h } of corners(width, height)) context.fillRect(x, y, w, h);
}

function paintSettings(context: CanvasRenderingContext2D, u: number, width: number, height: number): void {
  const left = 40 * u;
  context.textBaseline = 'middle';
  context.fillStyle = '#1c1c1c';
  context.font = `600 ${44 * u}px sans-serif`;
  context.fillText('Wi-Fi', left, 130 * u);
  const rows = Math.min(NETWORKS.length, Math.floor((height - 280 * u) / (110 * u)));
  context.fillStyle = '#ffffff';
  context.beginPath();
  context.roundRect(24 * u, 180 * u, width - 48 * u, rows * 110 * u, 28 * u);
  context.fill();
  NETWORKS.slice(0, rows).forEach(({ name, note, strength }, index) => {
    const middle = (180 + index * 110 + 55) * u;
    context.fillStyle = '#1c1c1c';
    context.font = `500 ${30 * u}px sans-serif`;
    context.fillText(name, left + 20 * u, middle - 18 * u);
    context.fillStyle = '#6a6a6a';
    context.font = `${24 * u}px sans-serif`;
    context.fillText(note, left + 20 * u, middle + 22 * u);
    for (let bar = 0; bar < 3; bar += 1) {
      context.fillStyle = bar < strength ? '#3b3b3b' : '#d0d0d0';
      const tall = (14 + bar * 12) * u;
      context.fillRect(width - (130 - bar * 22) * u, middle + 20 * u - tall, 14 * u, tall);
    }
  });
}
