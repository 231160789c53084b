import { expect, test } from 'vitest';
import { covers } from './consent';
import type { Scope, Source } from './wire/wire';

test('each source needs its own scope, and nothing needs none', () => {
  const seen = (...scopes: Scope[]): Source[] => {
    const has = (scope: Scope) => scopes.includes(scope);
    const consent = { view_screen: has('view_screen'), view_camera: has('view_camera'), hear: has('hear'), snapshot: has('snapshot') };
    return (['none', 'screen', 'camera', 'photo'] as const).filter((source) => covers(consent, source));
  };
  expect(seen()).toEqual(['none']);
  expect(seen('view_screen', 'hear')).toEqual(['none', 'screen']);
  expect(seen('view_camera')).toEqual(['none', 'camera']);
  expect(seen('snapshot')).toEqual(['none', 'photo']);
});
