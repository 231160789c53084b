/** What each entry of the log says. */
import type { Catalogue } from '../../../shared/text';
import type en from '../en/lines';

const lasting = (text: string, lasted: string | null) => (lasted === null ? text : `${text} durante ${lasted}`);
const BY = { link: 'enlace', code: 'código' } as const;

export default {
  lines: {
    'session.created': (who) => `${who} creó la sesión`,
    'session.invited': (until) => `Invitación emitida, válida hasta las ${until}`,
    'session.asking': (who, via) => `${who} llamó a la puerta con el ${BY[via]}`,
    'session.admitted': (who) => `${who} dejó entrar al cliente`,
    'session.active': 'Empezó la ayuda',
    'session.held': (who, lasted) => lasting(`${who} puso la llamada en espera`, lasted),
    'session.unheld': (who) => `${who} retomó la llamada`,
    'session.interrupted': (away, lasted) => lasting(`Interrumpida, ${away.toLowerCase()}`, lasted),
    'session.resumed': 'Todos han vuelto',
    'session.taken_over': (who) => `${who} tomó el relevo`,
    'session.wrapping_up': (who, reason) => (reason === 'ended' ? `${who} terminó la llamada` : `${who} detuvo la llamada`),
    'session.disposed': (kind) => `Anotada como ${kind.toLowerCase()}`,
    'session.closed': (outcome) => `Cerrada: ${outcome.toLowerCase()}`,
    'participant.joined': (who) => `${who} se conectó`,
    'participant.left': (who, cause) => `${who} se desconectó, ${cause}`,
    'participant.page': (who, hidden) => (hidden ? `${who} dejó la página en segundo plano` : `${who} volvió a la página`),
    'consent.granted': (who, scope) => `${who} aceptó: ${scope.toLowerCase()}`,
    'consent.revoked': (who, scope) => `${who} retiró: ${scope.toLowerCase()}`,
    'consent.curtain': (who, drawn, lasted) => (drawn ? lasting(`${who} cerró la cortina`, lasted) : `${who} abrió la cortina`),
    'talk.muted': (who, muted) => (muted ? `${who} silenció el micrófono` : `${who} abrió el micrófono`),
    'talk.said': (who) => `${who}:`,
    'media.source': (source) => (source === null ? 'Dejó de mostrar' : `Muestra: ${source.toLowerCase()}`),
    'media.state': { none: 'No llega vídeo', live: 'Llega vídeo', stalled: 'Vídeo parado' },
    'media.frozen': (who, lasted) => lasting(`${who} congeló la imagen`, lasted),
    'media.unfrozen': (who) => `${who} volvió al directo`,
    'media.still': {
      freeze: 'Imagen guardada al congelar',
      mark: 'Imagen guardada con una marca',
      step: 'Imagen guardada con un paso',
      scene: 'Imagen guardada al cambiar la pantalla',
      snapshot: 'Imagen guardada a tamaño completo, como se pidió',
      photo: 'Foto enviada por el cliente',
    },
    'media.snapshot_wanted': 'Se pidió la imagen a tamaño completo',
    'media.snapshot_missed': 'La imagen a tamaño completo no llegó a tiempo',
    'mark.drawn': (count, shape) => `Marca ${count}, ${shape.toLowerCase()}`,
    'mark.removed': (count) => (count === null ? 'Se quitó una marca' : `Se quitó la marca ${count}`),
    'mark.cleared': 'Se quitaron todas las marcas',
    'pointer.trail': { pointer: (lasted) => lasting('Señaló en la imagen', lasted), stroke: 'Dibujó en la imagen' },
    'step.sent': (count) => `Paso ${count} enviado`,
    'step.seen': (count) => `Paso ${count} mostrado`,
    'step.done': (count, lasted) => (lasted === null ? `Paso ${count} hecho` : `Paso ${count} hecho en ${lasted}`),
    'step.stuck': (count, lasted) => (lasted === null ? `Atascado en el paso ${count}` : `Atascado en el paso ${count} tras ${lasted}`),
    'step.withdrawn': (count) => `Paso ${count} retirado`,
    'quality.sampled': (who, rtt, loss, up) => `${who}: ${rtt} ms, ${loss} perdido, ${up} de subida`,
    unknown: 'Entrada de una versión posterior',
  },
} satisfies Catalogue<typeof en>;
