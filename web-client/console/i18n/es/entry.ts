/** Signing in, and the frame around every page. */
import type { Catalogue } from '../../../shared/text';
import type en from '../en/entry';

export default {
  signIn: {
    title: 'Entrar',
    name: 'Nombre',
    password: 'Contraseña',
    enter: 'Entrar',
    busy: 'Entrando…',
    ended: 'Tu acceso terminó. Entra de nuevo; las sesiones en espera te aguardan.',
    offline: 'No se puede llegar al servidor. Esta página sigue intentando.',
    empty: 'Llena los dos campos.',
  },
  link: {
    title: 'Elige tu contraseña',
    lead: 'Este enlace sirve una vez. Elige la contraseña con la que entrarás desde ahora.',
    password: 'Contraseña nueva',
    again: 'La misma otra vez',
    rule: 'Al menos 10 caracteres. Unas cuantas palabras hacen una buena.',
    enter: 'Guardar contraseña y entrar',
    busy: 'Guardando…',
    short: 'Una contraseña tiene al menos 10 caracteres.',
    differ: 'Las dos no son iguales.',
    toSignIn: 'Entrar con contraseña',
  },
  rail: {
    label: 'Consola',
    sessions: 'Sesiones',
    review: 'Revisión',
    mine: 'Mis sesiones',
    atDoor: (n: number) => `${n} en la puerta`,
    settings: 'Ajustes',
    role: { supervisor: 'Supervisión', reviewer: 'Revisión', admin: 'Administración' },
  },
  settings: {
    title: 'Ajustes',
    language: 'Idioma',
    theme: 'Aspecto',
    themes: { system: 'Como el sistema', light: 'Claro', dark: 'Oscuro' },
    letters: 'Atajos de una sola letra',
    lettersHelp: 'Apagado deja solo combinaciones como Ctrl Z.',
    shortcuts: 'Atajos de teclado',
    signOut: 'Salir',
    stillIn: 'Sigues dentro en este navegador.',
  },
} satisfies Catalogue<typeof en>;
