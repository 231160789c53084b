import shared from '../../../shared/i18n/es/common';
import type { Catalogue } from '../../../shared/text';
import type en from '../en/index';
import entry from './entry';
import lines from './lines';
import list from './list';
import names from './names';
import player from './player';
import session from './session';
import stage from './stage';

/** The review in Spanish. */
export default {
  ...shared,
  page: 'Cicerone · Revisión',
  skip: 'Ir al contenido',
  erased: 'borrado',
  erasedHelp: 'Este valor se borró. Su compromiso sigue en el registro, para que se pueda verificar.',
  retry: 'Reintentar',
  code: (code) => `Código: ${code}`,
  customer: 'El cliente',
  supervisor: 'El supervisor',
  server: 'Servidor',
  ...entry,
  ...list,
  ...names,
  ...session,
  ...stage,
  ...lines,
  ...player,
} satisfies Catalogue<typeof en>;
