/** What the address says: which list or session, and which moment of it. Pure. */

/** What the list is narrowed to; empty where it is not. */
export type Filters = {
  readonly q: string;
  /** First and last day, `YYYY-MM-DD`, as the reader's clock counts them. */
  readonly from: string;
  readonly to: string;
  /** A supervisor's id. */
  readonly supervisor: string;
  readonly disposition: string;
  readonly state: string;
};

export type Route =
  | { readonly name: 'list'; readonly filters: Filters }
  /** Keeps the list's filters, to come back to it and to find the searched words again. */
  | { readonly name: 'session'; readonly id: string; readonly filters: Filters };

export const NO_FILTERS: Filters = { q: '', from: '', to: '', supervisor: '', disposition: '', state: '' };
const NAMES = Object.keys(NO_FILTERS) as readonly (keyof Filters)[];

const PATH = '/review';
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads a query, with or without its `?`. */
export function parseRoute(query: string): Route {
  const params = new URLSearchParams(query);
  const given = Object.fromEntries(NAMES.map((name) => [name, params.get(name) ?? ''])) as Filters;
  const filters = { ...given, from: dayOf(given.from), to: dayOf(given.to) };
  const id = params.get('session') ?? '';
  return ID.test(id) ? { name: 'session', id: id.toLowerCase(), filters } : { name: 'list', filters };
}

/** The address of a route, without a moment. */
export function addressOf(route: Route): string {
  const params = new URLSearchParams(queryOf(route.filters));
  if (route.name === 'session') params.set('session', route.id);
  const query = params.toString();
  return query === '' ? PATH : `${PATH}?${query}`;
}

/** The filters that are set, as the address has them. */
export function queryOf(filters: Filters): string {
  return new URLSearchParams(NAMES.filter((name) => filters[name] !== '').map((name) => [name, filters[name]])).toString();
}

/**
 * The filters that are set, as the server takes them: days become the instants at which they begin and end here, because
 * the server can't know the reader's time zone.
 */
export function wantedOf(filters: Filters): URLSearchParams {
  const params = new URLSearchParams(queryOf(filters));
  if (filters.from) params.set('from', midnight(filters.from, 0));
  if (filters.to) params.set('to', midnight(filters.to, 1));
  return params;
}

export function isFiltered(filters: Filters): boolean {
  return NAMES.some((name) => filters[name] !== '');
}

/** Reads the moment from a fragment, ms: `#t=462.5` in seconds, or as a clock shows it, `#t=7:42`. */
export function parseMoment(fragment: string): number | null {
  const text = new URLSearchParams(fragment.replace(/^#/, '')).get('t') ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1_000);
  if (!/^\d+(:[0-5]\d){1,2}$/.test(text)) return null;
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1_000;
}

/** The fragment of a moment. */
export function momentOf(t: number): string {
  return `#t=${Number((t / 1_000).toFixed(1))}`;
}

/** A day that there is, or none: an address may be written by hand. */
function dayOf(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : '';
}

/** When a day begins by the reader's clock, or the one so many days after it, as RFC 3339. */
function midnight(day: string, after: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + after).toISOString();
}
