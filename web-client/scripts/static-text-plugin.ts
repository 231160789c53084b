/**
 * Fills `data-t="title"` in a page's HTML from `html/<language>.ts` beside it, so that what is seen before any script runs has one
 * source of text. The page's own name is English; each further language gets its copy, `index.es.html`, for the server to
 * choose by Accept-Language.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { runnerImport, type Plugin } from 'vite';
import { languageName } from '../shared/i18n/format.ts';

type Texts = Readonly<Record<string, string>>;

/** Offers every language by its own name in the page's `<select>`. */
function offer(html: string, page: string): string {
  const options = ['en', ...languages(page)].map((tag) => `<option value="${tag}">${languageName(tag)}</option>`);
  return html.replace('<select></select>', `<select>${options.join('')}</select>`);
}

export function staticText(): Plugin {
  return {
    name: 'static-text',
    enforce: 'post',
    transformIndexHtml: {
      order: 'pre',
      handler: async (html, context) => {
        const page = dirname(context.filename);
        return fill(offer(html, page), await catalogue(page, 'en'));
      },
    },
    async generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.html')) continue;
        const page = resolve(dirname(file.fileName));
        for (const language of languages(page)) {
          const source = fill(String(file.source), await catalogue(page, language)).replace('lang="en"', `lang="${language}"`);
          this.emitFile({ type: 'asset', fileName: file.fileName.replace(/html$/, `${language}.html`), source });
        }
      }
    },
  };
}

/** The languages of a page besides English. */
function languages(page: string): string[] {
  const folder = resolve(page, 'html');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  return names.map((name) => basename(name, '.ts')).filter((language) => language !== 'en');
}

async function catalogue(page: string, language: string): Promise<Texts> {
  const file = resolve(page, 'html', `${language}.ts`);
  if (!existsSync(file)) return {};
  const { module } = await runnerImport<{ default: Texts }>(file, { configFile: false });
  return module.default;
}

/** Replaces the text of every element that carries `data-t`. Such an element holds nothing but text. */
function fill(html: string, texts: Texts): string {
  return html.replace(/(<[a-z][^>]*\bdata-t="([^"]+)"[^>]*>)[^<]*/g, (_, tag: string, key: string) => tag + escape(text(texts, key)));
}

function text(texts: Texts, key: string): string {
  const found = texts[key];
  if (found === undefined) throw new Error(`the HTML asks for the text "${key}", which no catalogue has`);
  return found;
}

function escape(plain: string): string {
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
