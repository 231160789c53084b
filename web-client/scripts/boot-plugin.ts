/** Puts a page's `boot.ts`, or else `shared/boot.ts`, into its HTML as a classic script ahead of everything else, hashed like any asset. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { minify, transformWithOxc, type Plugin } from 'vite';

export function bootScript(page: string): Plugin {
  const file = existsSync(`${page}/boot.ts`) ? `${page}/boot.ts` : 'shared/boot.ts';
  let src = `/${file}`; // as the development server serves it
  return {
    name: 'boot-script',
    buildStart: {
      async handler() {
        if (this.environment.mode !== 'build') return;
        const source = await readFile(file, 'utf8');
        const { code } = await transformWithOxc(source, 'boot.ts');
        const small = (await minify('boot.js', code)).code;
        const hash = createHash('sha256').update(small).digest('base64url').slice(0, 8);
        this.emitFile({ type: 'asset', fileName: `assets/boot-${hash}.js`, source: small });
        src = `/assets/boot-${hash}.js`;
      },
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [{ tag: 'script', attrs: { src }, injectTo: 'head-prepend' }],
    },
  };
}
