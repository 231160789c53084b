/** What the pages say in the language of this run. */
import type consoleEnglish from '../../../web-client/console/i18n/en/index';
import type callEnglish from '../../../web-client/customer/i18n/en/call';
import type firstEnglish from '../../../web-client/customer/i18n/en/first';
import type pageEnglish from '../../../web-client/customer/i18n/en/page';
import type reviewEnglish from '../../../web-client/review/i18n/en/index';
import { LANGUAGE } from '../harness/whole';

export const consoleWords = await read<typeof consoleEnglish>('console', 'index');
export const reviewWords = await read<typeof reviewEnglish>('review', 'index');

const html = await read<typeof pageEnglish>('customer', 'page');
const first = await read<typeof firstEnglish>('customer', 'first');
const call = await read<typeof callEnglish>('customer', 'call');
export const customerWords = { ...call, ...first, step: { ...call.step, ...first.step }, html };

async function read<Words>(page: string, part: string): Promise<Words> {
  const { default: words } = (await import(`../../../web-client/${page}/i18n/${LANGUAGE}/${part}.ts`)) as { default: Words };
  return words;
}
