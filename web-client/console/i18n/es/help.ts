/** Shortcuts. */
import type { Catalogue } from '../../../shared/text';
import type en from '../en/help';

export default {
  help: {
    title: 'Atajos de teclado',
    note: 'Nunca actúan mientras escribes.',
    groups: { picture: 'Sobre la imagen', view: 'Vista', call: 'Llamada' },
    keys: {
      pointer: 'Puntero',
      ring: 'Círculo',
      arrow: 'Flecha',
      box: 'Recuadro',
      freehand: 'Dibujar',
      number: 'Número',
      text: 'Texto',
      colours: 'Colores',
      undo: 'Quitar tu última marca',
      freeze: 'Congelar, o volver a en vivo',
      snapshot: 'Captura a tamaño completo',
      place: 'Apuntar y poner sin ratón',
      zoom: 'Acercar, alejar',
      fit: 'Ajustar',
      actual: 'Píxeles reales',
      pan: 'Mantener para mover la imagen',
      step: 'Escribir un paso',
      chat: 'Escribir un mensaje',
      mute: 'Silenciar',
      hold: 'Espera',
      end: 'Terminar',
      help: 'Esta hoja',
    },
  },
} satisfies Catalogue<typeof en>;
