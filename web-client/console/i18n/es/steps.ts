/** Steps and chat, and what is told of them from afar. */
import type { Catalogue } from '../../../shared/text';
import type en from '../en/steps';

export default {
  steps: {
    title: 'Pasos',
    progress: (done: number, all: number) => `${done} de ${all} hechos`,
    empty: 'Aún no hay pasos. Escribe uno; el cliente ve uno a la vez.',
    write: 'Escribe un paso',
    text: 'Paso',
    hint: 'Pista',
    addHint: 'Agregar una pista',
    withPicture: 'Con la imagen congelada',
    send: 'Enviar paso',
    states: { sent: 'Enviado', seen: 'Visto', done: 'Hecho', stuck: 'Atorado', withdrawn: 'Retirado' },
    waiting: 'Espera la conexión',
    markDone: 'Marcar hecho',
    withdraw: 'Retirar',
    left: (n: number) => `quedan ${n}`,
    before: 'Los pasos se pueden enviar cuando el cliente haya empezado.',
    number: (n: number) => `Paso ${n}`,
    words: (n: number) => `${n} palabras. Hasta 12 se leen bien en un teléfono.`,
  },
  chat: {
    title: 'Chat',
    empty: 'Aún no hay mensajes.',
    write: (name: string) => `Mensaje a ${name}`,
    send: 'Enviar',
    waiting: 'Espera la conexión',
    you: 'Tú',
    before: 'El chat se abre cuando el cliente entra.',
    erased: 'Borrado',
  },
  news: {
    asking: (name: string) => `${name}: alguien pide entrar`,
    step_done: (name: string) => `${name} hizo el paso`,
    step_stuck: (name: string) => `${name} está en un atoro`,
    snapshot_kept: (_name: string) => 'La captura está entre las fotos fijas',
    snapshot_missed: (name: string) => `Sin captura: la página de ${name} no la envió a tiempo`,
    held_for_another: (name: string) => `${name} está en espera mientras tanto`,
  },
} satisfies Catalogue<typeof en>;
