/** What the log’s values are called. */
import type { Catalogue } from '../../../shared/text';
import type en from '../en/names';

export default {
  states: {
    created: 'Creada',
    invited: 'Invitada',
    asking: 'En la puerta',
    authorizing: 'Se pide permiso',
    active: 'En directo',
    held: 'En espera',
    interrupted: 'Interrumpida',
    wrapping_up: 'Por anotar',
  },
  /** An outcome in a word, for a list. */
  endings: {
    completed: 'Cerrada',
    expired: 'Caducada',
    cancelled: 'Cancelada',
    turned_away: 'No admitida',
    declined: 'Rechazada',
    failed: 'Cortada',
  },
  dispositions: { resolved: 'Resuelta', unresolved: 'Sin resolver', escalated: 'Escalada', visit: 'Visita' },
  outcomes: {
    completed: 'Completada',
    expired: 'Nadie entró a tiempo',
    cancelled: 'Cancelada antes de que entrara nadie',
    turned_away: 'No se admitió a quien llamó',
    declined: 'El cliente no empezó',
    failed: 'Una de las partes no volvió',
  },
  scopes: { view_screen: 'Ver la pantalla', view_camera: 'Ver la cámara', hear: 'Oír', snapshot: 'Guardar imágenes sueltas' },
  sources: { none: 'Nada', screen: 'Pantalla', camera: 'Cámara', photo: 'Foto' },
  away: { customer: 'Cliente ausente', supervisor: 'Supervisor ausente', both: 'Ambos ausentes' },
  causes: { lost: 'se perdió la conexión', server_restarted: 'se reinició el servidor' },
} satisfies Catalogue<typeof en>;
