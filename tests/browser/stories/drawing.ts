/** Draws with every tool on the supervisor's page and measures on the customer's. */
import { arrowError, dotError, edgesError, nearDotError } from '../harness/ink';
import type { Person } from '../harness/person';
import { isVermilion, Shot, type Fraction, type Size, type Spot } from '../harness/shot';
import { until } from '../harness/until';
import { words, type ConsolePage, type Tool } from '../pages/console';

type Drawing = { readonly tool: Tool; readonly through: readonly [Fraction, ...Fraction[]]; readonly error: (ink: readonly Spot[], spots: readonly Spot[]) => number };

/** Where each is drawn, clear of the corner marks and of each other. */
const DRAWINGS: readonly Drawing[] = [
  { tool: 'ring', through: [{ x: 0.2, y: 0.3 }, { x: 0.5, y: 0.45 }], error: (ink, [a, b]) => edgesError(ink, a as Spot, b as Spot) },
  { tool: 'arrow', through: [{ x: 0.2, y: 0.6 }, { x: 0.6, y: 0.7 }], error: (ink, [a, b]) => arrowError(ink, a as Spot, b as Spot) },
  { tool: 'box', through: [{ x: 0.55, y: 0.3 }, { x: 0.85, y: 0.5 }], error: (ink, [a, b]) => edgesError(ink, a as Spot, b as Spot) },
  { tool: 'freehand', through: [{ x: 0.15, y: 0.7 }, { x: 0.5, y: 0.85 }], error: (ink, [a, b]) => edgesError(ink, a as Spot, b as Spot) },
  { tool: 'number', through: [{ x: 0.75, y: 0.62 }], error: (ink, [a]) => dotError(ink, a as Spot) },
  { tool: 'text', through: [{ x: 0.3, y: 0.52 }], error: (ink, [a]) => nearDotError(ink, a as Spot) },
  { tool: 'pointer', through: [{ x: 0.5, y: 0.2 }, { x: 0.62, y: 0.25 }], error: (ink, spots) => dotError(ink, spots.at(-1) as Spot) },
];

export type Errors = Partial<Record<Tool, number>>;

type Scene = { readonly console: ConsolePage; readonly customer: Person; readonly supervisor: Person; readonly size: Size; readonly only?: readonly Tool[] };

/** Gives for each tool how far its mark lies from where it was drawn, in CSS pixels of the customer's page. Each is drawn alone. */
export async function drawEverything(scene: Scene): Promise<Errors> {
  const { customer, size, only } = scene;
  const errors: Errors = {};
  for (const drawing of DRAWINGS) {
    const { tool, through, error } = drawing;
    if (only && !only.includes(tool)) continue;
    await draw(scene, drawing);
    errors[tool] = await settled(async () => {
      const shot = await Shot.of(customer.page);
      const ink = shot.inPicture(isVermilion);
      return ink.length === 0 ? Infinity : error(ink, through.map((place) => shot.picture(size).at(place)));
    });
    if (tool !== 'pointer') await clear(scene);
  }
  return errors;
}

/** Draws every kind of mark but the freehand line, and leaves them there for the eye. */
export async function drawTogether(scene: Scene): Promise<void> {
  const drawings = DRAWINGS.filter(({ tool }) => tool !== 'pointer' && tool !== 'freehand');
  for (const drawing of drawings) await draw(scene, drawing);
  for (const { page } of [scene.customer, scene.supervisor]) await until('all are seen', async () => (await page.locator('[data-mark]').count()) === drawings.length);
}

async function draw({ console, supervisor, size }: Scene, { tool, through }: Drawing): Promise<void> {
  await console.take(tool);
  const here = (await Shot.of(supervisor.page)).picture(size);
  const [first, ...rest] = through.map((place) => here.at(place)) as [Spot, ...Spot[]];
  if (tool === 'pointer') for (const { x, y } of [first, ...rest]) await supervisor.page.mouse.move(x, y, { steps: 5 });
  else await console.drag(first, ...rest);
  if (tool !== 'text') return;
  await supervisor.page.getByLabel(words.tools.words).fill('Here');
  await console.button(words.tools.place).click();
}

/** Takes all marks away again, for both. */
export async function clear({ console, customer }: Scene): Promise<void> {
  const before = customer.wire.of('mark.cleared').length;
  await console.button(words.tools.clear).click();
  await until('the mark is gone', () => customer.wire.of('mark.cleared').length > before);
}

/** Measures until it is good or stays as it is: ink travels, and tails shrink. */
async function settled(measure: () => Promise<number>): Promise<number> {
  let last = Infinity;
  let [best, same] = [Infinity, 0];
  await until('the ink has settled', async () => {
    const now = await measure().catch(() => Infinity);
    best = Math.min(best, now);
    same = now === last && now !== Infinity ? same + 1 : 0;
    last = now;
    return best <= 2 || same > 3;
  }, 8_000).catch(() => undefined);
  return best;
}
