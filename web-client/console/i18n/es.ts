import type { Catalogue } from '../../shared/i18n/text';
import shared from '../../shared/i18n/es';
import type en from './en';
import call from './es/call';
import desk from './es/desk';
import entry from './es/entry';
import errors from './es/errors';
import guide from './es/guide';
import help from './es/help';
import picture from './es/picture';

/** The console in Spanish. */
export default {
  ...shared,
  title: 'Consola',
  someone: 'Cliente',
  nobody: 'Nadie',
  dismiss: 'Quitar',
  tryAgain: 'Intentar de nuevo',
  loading: 'Cargando',
  skip: 'Ir al contenido',
  ...entry,
  ...desk,
  ...call,
  ...picture,
  ...guide,
  ...help,
  ...errors,
} satisfies Catalogue<typeof en>;
