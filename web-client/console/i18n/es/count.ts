import { plural } from '../../../shared/format';

/** A number with its noun. */
export const count = (n: number, one: string, other: string) => `${n} ${plural('es', n, { one, other })}`;
