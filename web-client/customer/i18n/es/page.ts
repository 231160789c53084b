import type { Catalogue } from '../../../shared/text';
import type en from '../en/page';

export default {
  page: 'Recibir ayuda',
  title: 'Alguien te va a ayudar',
  sub: 'Paso a paso, en este teléfono',
  language: 'Idioma',
  byCode: 'Escribe el código que te dijeron',
  first: 'Primeros 4',
  last: 'Últimos 4',
  help: 'Son 8 cifras. Sirven una sola vez.',
  byLink: 'Te esperan',
  linkHelp: 'Este enlace sirve una sola vez.',
  enter: 'Entrar',
  press: 'Tú pulsas cada botón.',
  pressMore: 'Nadie puede manejar tu teléfono.',
  decide: 'Tú decides qué se ve',
  decideMore: 'y lo ocultas con un toque.',
  leave: 'Te vas cuando quieras.',
  leaveMore: 'No hay nada que instalar.',
  poweredBy: 'Con la tecnología de Cicerone',
  noScript: 'Para entrar hace falta JavaScript. Actívalo en los ajustes de tu navegador y vuelve a cargar la página.',
  insecure: 'En esta dirección no se puede usar la cámara, el micrófono ni la pantalla, porque la conexión no es segura. El chat y los pasos sí funcionan.',
  insecureLink: 'Usar la dirección segura',
  bare: 'Este navegador no puede mostrar tu cámara ni tu pantalla. Para usarlas, abre esta página en Safari o Chrome.',
  copy: 'Copiar la dirección',
} satisfies Catalogue<typeof en>;
