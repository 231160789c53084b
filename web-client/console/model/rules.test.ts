import { expect, test } from 'vitest';
import { emptyView } from '../../shared/fold';
import type { SessionView, Source } from '../../shared/wire/wire';
import { whatRests, whyAtRest, whyNoCapture, whyNoPicture, whyNoStill } from './rules';

const all = { view_screen: true, view_camera: true, hear: true, snapshot: true };

function view(more: Partial<SessionView> = {}, source: Source = 'screen'): SessionView {
  const empty = emptyView('s');
  return { ...empty, state: { name: 'active' }, consent: all, picture: { ...empty.picture, source }, ...more };
}

test('with consent, an open curtain and no hold one may point and keep', () => {
  expect([whyNoPicture(view()), whyNoStill(view()), whyNoCapture(view())]).toEqual([null, null, null]);
});

test('a drawn curtain forbids everything on the picture', () => {
  const drawn = view({ curtain: { drawn: true, since_t: 1 } });
  expect([whyNoPicture(drawn), whyNoStill(drawn), whyNoCapture(drawn)]).toEqual(['curtain_drawn', 'curtain_drawn', 'curtain_drawn']);
});

test('on hold nothing is pointed at and nothing is kept', () => {
  expect(whyNoPicture(view({ state: { name: 'held' } }))).toBe('on_hold');
  expect(whyNoStill(view({ state: { name: 'held' } }))).toBe('on_hold');
});

test('each source needs its own consent', () => {
  expect(whyNoPicture(view({ consent: { ...all, view_screen: false } }, 'screen'))).toBe('no_consent');
  expect(whyNoPicture(view({ consent: { ...all, view_screen: false } }, 'camera'))).toBeNull();
  expect(whyNoPicture(view({ consent: { ...all, view_camera: false } }, 'camera'))).toBe('no_consent');
  expect(whyNoPicture(view({}, 'none'))).toBe('no_picture');
});

test('without snapshot consent nothing is frozen, though one may look and point', () => {
  const looking = view({ consent: { ...all, snapshot: false } });
  expect(whyNoPicture(looking)).toBeNull();
  expect(whyNoCapture(looking)).toBe('no_consent');
});

test('a photo is a still already and is not captured again', () => {
  expect(whyNoCapture(view({}, 'photo'))).toBe('no_picture');
});

test('on hold, while a side is away and while this page is cut off neither picture nor voice arrives', () => {
  const away = { name: 'interrupted', customer_away: true, supervisor_away: false, held: false } as const;
  expect(whatRests(view(), false)).toEqual({ picture: false, voice: false });
  for (const resting of [whatRests(view({ state: { name: 'held' } }), false), whatRests(view({ state: away }), false), whatRests(view(), true)])
    expect(resting).toEqual({ picture: true, voice: true });
});

test('a picture that has stopped rests, and the voice goes on; a photo can’t stop', () => {
  expect(whatRests(view({ media: 'stalled' }), false)).toEqual({ picture: true, voice: false });
  expect(whatRests(view({ media: 'stalled' }, 'photo'), false)).toEqual({ picture: false, voice: false });
});

test('on a picture that has stopped, and cut off, nothing is drawn: the phone may show something else by now', () => {
  expect(whyAtRest(view(), false)).toBeNull();
  expect(whyAtRest(view({ media: 'stalled' }), false)).toBe('stalled');
  expect(whyAtRest(view(), true)).toBe('cut_off');
  expect(whyAtRest(view({ media: 'stalled', curtain: { drawn: true, since_t: 1 } }), false)).toBe('curtain_drawn');
});

test('a still that both see can be drawn on while the picture behind it has stopped, but not cut off', () => {
  const stopped = view({ media: 'stalled' });
  const frozen = { ...stopped, picture: { ...stopped.picture, frozen: 'f' } };
  expect(whyAtRest(frozen, false)).toBeNull();
  expect(whyAtRest(frozen, true)).toBe('cut_off');
  const photo = view({ media: 'stalled' }, 'photo');
  expect(whyAtRest({ ...photo, picture: { ...photo.picture, photo: 'p' } }, false)).toBeNull();
});
