/** The player, the lanes and the table. */
import type { Catalogue } from '../../../shared/text';
import type en from '../en/player';

const n = (count: number) => count.toLocaleString('es');

export default {
  player: {
    label: 'Reproductor',
    play: 'Reproducir',
    pause: 'Pausar',
    previous: 'Evento anterior',
    next: 'Evento siguiente',
    of: (end) => `de ${end}`,
    skip: 'Saltar silencios',
    speed: 'Velocidad',
    link: 'Copiar un enlace a este momento',
    linked: (time) => `Se copió un enlace a ${time}.`,
    notCopied: 'Este navegador no dejó copiar. El enlace está en la barra de direcciones.',
    keys: 'Atajos de teclado',
    table: 'Tabla',
    lanes: 'Pistas',
    resize: 'Altura de la línea de tiempo',
    zoomIn: 'Menos tiempo, más grande',
    zoomOut: 'Más tiempo, más pequeño',
  },
  keys: {
    title: 'Atajos de teclado',
    switch: 'Atajos con letras y espacio',
    list: {
      space: 'Reproducir o pausar',
      arrows: 'Cinco segundos atrás o adelante; treinta con Mayús',
      j: 'Evento siguiente',
      k: 'Evento anterior',
      speed: 'Más lento o más rápido',
      home: 'Principio o final, en la línea de tiempo',
      closer: 'Ver la imagen de cerca, y volver',
      help: 'Esta lista',
    },
    names: { space: 'Espacio', home: 'Inicio, Fin' },
  },
  timeline: {
    label: 'Línea de tiempo',
    at: (time, end, line) => `${time} de ${end}. ${line}`,
    lanes: { steps: 'Pasos', marks: 'Marcas', chat: 'Chat', network: 'Red', stops: 'Cortina, espera', source: 'Fuente' },
    delay: (most) => `retardo, 0–${n(most)} ms`,
    stuck: (count) => `${count} atascado`,
    step: (count, text, state, lasted) => `Paso ${count}, ${text}: ${state}, ${lasted}`,
    stepStates: { done: 'hecho', stuck: 'atascado', open: 'quedó abierto', withdrawn: 'retirado' },
    curtain: (lasted) => `Cortina cerrada durante ${lasted}`,
    hold: (lasted) => `En espera durante ${lasted}`,
    frozen: (source) => `${source}, congelada`,
    gap: (away, cause, lasted) => `${away}, ${cause}, ${lasted}`,
    shortGap: (away, lasted) => `${away}, ${lasted}`,
    several: (count, kind) => `${n(count)} ${kind.toLowerCase()}`,
    writeUp: 'Anotación',
  },
  table: {
    caption: (count) => `Todas las entradas del registro, n = ${n(count)}`,
    columns: { seq: 'Entrada', time: 'Tiempo', who: 'Quién', what: 'Qué', type: 'Tipo' },
    filter: 'Tipo',
    allTypes: 'Todos los tipos',
    range: (from, to, total) => `${n(from)} a ${n(to)} de ${n(total)}`,
    previous: 'Antes',
    next: 'Después',
  },
} satisfies Catalogue<typeof en>;
