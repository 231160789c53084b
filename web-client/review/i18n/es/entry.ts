/** Signing in, the rail, and what went wrong. */
import staff from '../../../shared/i18n/es/staff';
import type { Catalogue } from '../../../shared/text';
import type en from '../en/entry';

export default {
  faults: {
    offline: 'No se llegó al servidor. No se ha perdido nada; comprueba la conexión y reinténtalo.',
    not_found: 'No existe esa sesión, o no es tuya.',
    forbidden: 'Esta cuenta no puede leerlo.',
    not_yours: 'Esta sesión es de otra persona. Cada supervisor lee las suyas.',
    bad_field: 'Uno de los filtros no es válido. Quita los filtros y reinténtalo.',
    store_unavailable: 'El servidor no puede leer su almacén ahora. Reinténtalo en un minuto.',
    restarting: 'El servidor se está reiniciando. Reinténtalo en unos segundos.',
    curtain_drawn: 'La sesión sigue y el cliente ha cerrado la cortina. Lo guardado podrá verse cuando la abra o cuando termine la llamada.',
    too_many: 'Demasiados intentos. Espera un minuto y reinténtalo.',
    bad_credentials: 'El nombre o la contraseña no son correctos.',
    unauthenticated: 'La sesión terminó. Vuelve a entrar.',
    other: 'El servidor no pudo responder. Reinténtalo; si sigue igual, avisa a quien lo administra.',
  },
  signIn: {
    ...staff.signIn,
    title: 'Entrar a revisar',
    ended: 'Tu sesión terminó. Vuelve a entrar para seguir.',
  },
  nav: {
    ...staff.settings,
    label: 'Páginas',
    console: 'Consola',
    review: 'Revisión',
    account: (name) => `Cuenta de ${name}`,
    roles: staff.roles,
  },
} satisfies Catalogue<typeof en>;
