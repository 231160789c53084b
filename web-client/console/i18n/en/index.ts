import shared from '../../../shared/i18n/en/common';
import call from './call';
import desk from './desk';
import entry from './entry';
import errors from './errors';
import help from './help';
import picture from './picture';
import steps from './steps';

/** The console in English, a file for each idea; together they define the keys. */
export default {
  ...shared,
  title: 'Console',
  someone: 'Customer',
  nobody: 'Nobody',
  dismiss: 'Dismiss',
  tryAgain: 'Try again',
  loading: 'Loading',
  skip: 'Skip to the content',
  ...entry,
  ...desk,
  ...call,
  ...picture,
  ...steps,
  ...help,
  ...errors,
};
