import { expect, test } from 'vitest';
import { covers, scopeOf } from './consent';
import { rules } from './wire/goldens';

test('each source needs the scope that it needs in Rust, and is covered under the same consents', () => {
  const said = rules.sources.map(({ source, consent }) => ({ source, consent, scope: scopeOf(source), covered: covers(consent, source) }));
  expect(said).toEqual(rules.sources);
});
