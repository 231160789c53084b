import { plural } from '../../../shared/format';

/** A number with its noun. */
export const count = (n: number, one: string, other: string) => `${n} ${plural('en', n, { one, other })}`;
