import type { Catalogue } from '../../text';
import type en from '../en/staff';

export default {
  signIn: {
    name: 'Nombre',
    password: 'Contraseña',
    enter: 'Entrar',
    busy: 'Entrando…',
    empty: 'Llena los dos campos.',
    starting: 'Comprobando si ya entraste…',
    offline: 'No se puede llegar al servidor. Esta página sigue intentando.',
    forgot: '¿La olvidaste? Un administrador puede darte otro enlace de un solo uso.',
  },
  roles: { supervisor: 'Supervisión', reviewer: 'Revisión', admin: 'Administración' },
  settings: {
    language: 'Idioma',
    theme: 'Aspecto',
    themes: { system: 'Como el sistema', light: 'Claro', dark: 'Oscuro' },
    signOut: 'Salir',
    stillIn: 'Sigues dentro en este navegador.',
  },
} satisfies Catalogue<typeof en>;
