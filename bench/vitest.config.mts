/** The measurements that need browsers, on the harness of the browser stories; run from `tests/browser`, whose packages they use. */
import { fileURLToPath } from 'node:url';

export default {
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: { include: ['bench/browser.story.ts'], fileParallelism: false, pool: 'forks', hookTimeout: 60_000, reporters: 'default' },
};
