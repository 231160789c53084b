import shared from '../../shared/i18n/en';
import call from './en/call';
import desk from './en/desk';
import entry from './en/entry';
import errors from './en/errors';
import guide from './en/guide';
import help from './en/help';
import picture from './en/picture';

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
  ...guide,
  ...help,
  ...errors,
};
