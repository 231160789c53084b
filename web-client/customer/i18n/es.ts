import type { Catalogue } from '../../shared/i18n/text';
import common from '../../shared/i18n/es';
import type en from './en';

export default {
  ...common,
  join: {
    page: 'Recibir ayuda',
    title: 'Alguien te va a ayudar',
    byCode: 'Escribe el código que te dijeron',
    first: 'Primeros 4',
    last: 'Últimos 4',
    help: 'Son 8 cifras. Sirven una sola vez.',
    enter: 'Entrar',
    press: 'Tú pulsas cada botón.',
    pressMore: 'Nadie puede manejar tu teléfono.',
    decide: 'Tú decides qué se ve',
    decideMore: 'y lo ocultas con un toque.',
    leave: 'Te vas cuando quieras.',
    leaveMore: 'No hay nada que instalar.',
    poweredBy: 'Con la tecnología de Cicerone',
    noScript: 'Esta página funciona con JavaScript. Escribe el código y te dirá cómo activarlo.',
  },
} satisfies Catalogue<typeof en>;
