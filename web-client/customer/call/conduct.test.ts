import { computed, signal } from '@preact/signals-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CustomerView, Step } from '../../shared/wire/wire';
import type { CustomerSession } from '../session';
import { ring } from './alerts';
import { conduct } from './conduct';
import type { Parts } from './parts';

vi.mock('./alerts', () => ({ ring: vi.fn<() => void>(), stayAwake: () => () => undefined }));
vi.mock('../sound', () => ({ listenTo: () => undefined }));
vi.mock('./text', async () => ({ text: signal((await import('../i18n/en/call')).default) }));

const view = signal<CustomerView | null>(null);
const isDone = signal(false);

/** As after an event: the session with these steps. */
function happen(...steps: Partial<Step>[]): void {
  view.value = { state: { name: 'active' }, active_t: 0, steps, marks: [], picture: { source: 'none', epoch: 0 }, consent: {} } as unknown as CustomerView;
}

beforeEach(() => {
  vi.mocked(ring).mockClear();
  vi.stubGlobal('document', { title: 'Get help', hidden: true, addEventListener: () => undefined, removeEventListener: () => undefined });
  [view.value, isDone.value] = [null, false];
  const session = {
    view,
    isDone,
    step: computed(() => view.value?.steps.findLast((step) => step.state !== 'withdrawn') ?? null),
    socket: { link: signal({ name: 'away' }), do: () => new Promise(() => undefined) },
  };
  const media = { asked: true, isStalled: signal(false), peer: { start: () => undefined, remote: signal(null) }, close: () => undefined };
  conduct(session as unknown as CustomerSession, { media, stills: { close: () => undefined } } as unknown as Parts);
});
afterEach(async () => {
  isDone.value = true;
  await Promise.resolve();
  vi.unstubAllGlobals();
});

test('each new step rings, and the title says so to who looks elsewhere', () => {
  happen();
  expect(ring).not.toHaveBeenCalled();
  happen({ n: 1, state: 'sent' });
  expect(ring).toHaveBeenCalledTimes(1);
  expect(document.title).toBe('New step');
  happen({ n: 1, state: 'done' });
  expect(ring).toHaveBeenCalledTimes(1);
});

test('a step that is taken back does not announce the one before it; the one after it is new', () => {
  happen({ n: 1, state: 'done' });
  happen({ n: 1, state: 'done' }, { n: 2, state: 'sent' });
  happen({ n: 1, state: 'done' }, { n: 2, state: 'withdrawn' });
  expect(ring).toHaveBeenCalledTimes(1);
  happen({ n: 1, state: 'done' }, { n: 2, state: 'withdrawn' }, { n: 3, state: 'sent' });
  expect(ring).toHaveBeenCalledTimes(2);
});

test('what stood there before a reload is not new', () => {
  happen({ n: 1, state: 'sent' });
  expect(ring).not.toHaveBeenCalled();
  expect(document.title).toBe('Get help');
});
