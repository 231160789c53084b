/** The list of sessions. */
import { counting } from '../../../shared/format';
import type { Catalogue } from '../../../shared/text';
import type en from '../en/list';

const n = (count: number) => count.toLocaleString('es');
const counted = counting('es');

export default {
  list: {
    title: 'Revisión',
    found: (count) => counted(count, 'sesión', 'sesiones'),
    search: 'Buscar',
    searchHint: 'Nombre, tema, chat, pasos, notas',
    from: 'Desde',
    to: 'Hasta',
    supervisor: 'Supervisor',
    everybody: 'Todos',
    disposition: 'Resultado',
    anyDisposition: 'Todos los resultados',
    state: 'Estado',
    anyState: 'Todos los estados',
    states: { over: 'Terminadas', open: 'En curso' },
    clear: 'Quitar filtros',
    loading: 'Cargando sesiones',
    columns: { created: 'Creada', customer: 'Cliente y tema', supervisor: 'Supervisor', result: 'Resultado', lasted: 'Ayuda', events: 'Eventos' },
    open: (name, when) => `${name}, ${when}`,
    unnamed: 'Nombre borrado',
    noTopic: 'Sin tema',
    neverBegan: 'No empezó',
    noMatch: 'Ninguna sesión cumple estos filtros.',
    none: 'Todavía no hay sesiones.',
    openConsole: 'Abrir la consola',
    more: (count) => `Mostrar ${n(count)} más`,
    moreLoading: 'Cargando …',
    shown: (shown, total) => `${n(shown)} de ${n(total)}`,
    failed: 'No se pudo cargar la lista',
    moreFailed: 'No se pudieron cargar las siguientes',
  },
} satisfies Catalogue<typeof en>;
