/** The picture, and the transcript beside it. */
import { counting } from '../../../shared/format';
import type { Catalogue } from '../../../shared/text';
import type en from '../en/stage';

const counted = counting('es');

export default {
  stage: {
    label: 'Imagen',
    still: (time) => `Imagen de ${time}`,
    frozen: (time) => `Congelada, imagen de ${time}`,
    photo: (time) => `Foto de ${time}`,
    alt: (source, time) => `${source} del cliente, imagen de ${time}`,
    loading: 'Cargando la imagen',
    erased: 'Esta imagen se borró.',
    failed: 'No se pudo cargar esta imagen.',
    before: { created: 'Sin empezar', invited: 'Esperando al cliente', asking: 'El cliente está en la puerta', authorizing: 'Se pregunta al cliente qué comparte' },
    beforeHelp: 'No se mostró nada antes de que el cliente aceptara.',
    curtain: 'Cortina cerrada',
    curtainHelp: (name) => `${name} ocultó la imagen. No se envió ni se guardó nada.`,
    held: 'En espera',
    heldHelp: 'No pasó ni voz ni imagen en ninguna dirección.',
    over: 'La llamada terminó',
    overBy: { ended: 'La terminó el supervisor.', stopped: 'La detuvo el cliente.' },
    nothing: 'Sin imagen',
    nothingHelp: 'No se compartió nada: solo voz, chat y pasos.',
    unkept: 'No hay imagen guardada',
    closer: 'Ver más de cerca (F)',
    back: 'Volver a la transcripción (F)',
    unkeptHelp: 'El vídeo en directo no se guarda. El puntero y las marcas están donde estaban.',
    away: { customer: 'Cliente ausente, última imagen', supervisor: 'Supervisor ausente, última imagen', both: 'Ambos ausentes, última imagen' },
    noVideo: { none: 'No llegaba vídeo', stalled: 'Vídeo parado' },
  },
  transcript: {
    title: 'Transcripción',
    tabs: { all: 'Todo', talk: 'Charla', steps: 'Pasos', changes: 'Cambios' },
    lines: (count) => counted(count, 'línea', 'líneas'),
    none: { all: 'El registro no tiene entradas.', talk: 'No se escribió nada.', steps: 'No se enviaron pasos.', changes: 'No cambió nada.' },
  },
} satisfies Catalogue<typeof en>;
