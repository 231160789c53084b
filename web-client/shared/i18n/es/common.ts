import type { Catalogue } from '../../text';
import type en from '../en/common';

export default {
  close: 'Cerrar',
  cancel: 'Cancelar',
  quality: { good: 'Buena conexión', fair: 'Conexión regular', poor: 'Mala conexión' },
  marks: { ring: 'Círculo', arrow: 'Flecha', box: 'Recuadro', freehand: 'Dibujo', number: 'Número', text: 'Texto' },
} satisfies Catalogue<typeof en>;
