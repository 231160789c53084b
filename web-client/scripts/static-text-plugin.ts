/**
 * Fills `data-t="title"` in a page's HTML from `i18n/<language>/page.ts` beside it, so that what is seen before any script runs has one
 * source of text. The page's own name is English; each further language gets its copy, `index.es.html`, for the server to
 * choose by Accept-Language.
 */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { runnerImport, type Plugin } from 'vite';
import { languageName } from '../shared/format.ts';

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
  const folder = resolve(page, 'i18n');
  return readdirSync(folder).filter((language) => language !== 'en' && existsSync(sourceOf(page, language)));
}

async function catalogue(page: string, language: string): Promise<Texts> {
  const from = sourceOf(page, language);
  if (!existsSync(from)) return {};
  const { module } = await runnerImport<{ default: Texts }>(from, { configFile: false });
  return module.default;
}

function sourceOf(page: string, language: string): string {
  return resolve(page, 'i18n', language, 'page.ts');
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
