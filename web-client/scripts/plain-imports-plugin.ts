/**
 * Lets `import()` be the browser's own. Vite wraps each in a helper that loads style and preloads what the chunk needs;
 * here a lazy chunk needs neither, and the helper would weigh more than some of what it loads.
 */
import type { Plugin } from 'vite';

const HELPER = '\0vite/preload-helper.js';

export function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      return id === HELPER ? 'export const __vitePreload = (load) => load();' : undefined;
    },
  };
}
