/** One build per page (`--mode customer`, `console` or `review`): pages share source, never chunks, so that what staff need can't weigh on a customer's phone. */
import { defineConfig, type UserConfig } from 'vite';
import { plainImports } from './scripts/plain-imports-plugin.ts';
import { bootScript } from './scripts/boot-plugin.ts';
import { staticText } from './scripts/static-text-plugin.ts';

const PAGES = ['customer', 'console', 'review'] as const;

export default defineConfig(({ mode, command }): UserConfig => {
  const pages = PAGES.filter((page) => command === 'serve' || page === mode);
  return {
    plugins: [staticText(), bootScript(mode), plainImports()],
    publicDir: false,
    build: {
      assetsDir: 'assets',
      emptyOutDir: false, // every page adds to the folder that the build script names
      assetsInlineLimit: 0, // the content security policy has no room for data: styles and scripts
      modulePreload: false,
      reportCompressedSize: false,
      manifest: mode === 'customer', // for the budget; the build script moves it out of what is served
      rolldownOptions: {
        input: pages.map((page) => `${page}/index.html`),
        optimization: { inlineConst: true }, // the protocol's limits are numbers where they are used
      },
    },
  };
});
