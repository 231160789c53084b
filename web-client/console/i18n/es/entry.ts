/** Signing in, and the frame around every page. */
import staff from '../../../shared/i18n/es/staff';
import type { Catalogue } from '../../../shared/text';
import type en from '../en/entry';

export default {
  signIn: {
    ...staff.signIn,
    title: 'Entrar',
    ended: 'Tu acceso terminó. Entra de nuevo; las sesiones en espera te aguardan.',
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
    role: staff.roles,
  },
  settings: {
    ...staff.settings,
    title: 'Ajustes',
    letters: 'Atajos de una sola letra',
    lettersHelp: 'Apagado deja solo combinaciones como Ctrl Z.',
    shortcuts: 'Atajos de teclado',
  },
} satisfies Catalogue<typeof en>;
