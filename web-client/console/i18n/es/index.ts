import shared from '../../../shared/i18n/es/common';
import type { Catalogue } from '../../../shared/text';
import type en from '../en/index';
import call from './call';
import desk from './desk';
import entry from './entry';
import errors from './errors';
import help from './help';
import picture from './picture';
import steps from './steps';

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
  ...steps,
  ...help,
  ...errors,
} satisfies Catalogue<typeof en>;
