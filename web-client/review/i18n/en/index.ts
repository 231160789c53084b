import shared from '../../../shared/i18n/en/common';
import entry from './entry';
import lines from './lines';
import list from './list';
import names from './names';
import player from './player';
import session from './session';
import stage from './stage';

/** The review in English, a file for each idea; together they define the keys. */
export default {
  ...shared,
  page: 'Cicerone · Review',
  skip: 'Skip to the content',
  erased: 'erased',
  erasedHelp: 'This value was erased. Its commitment is still in the log, so that the log can be verified.',
  retry: 'Try again',
  code: (code: string) => `Code: ${code}`,
  customer: 'The customer',
  supervisor: 'The supervisor',
  server: 'Server',
  ...entry,
  ...list,
  ...names,
  ...session,
  ...stage,
  ...lines,
  ...player,
};
