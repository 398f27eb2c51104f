import { percent, significant } from '../shared/figures';

export { percent, significant };

/** `×0.013`, `×2.4e+4`. */
export const times = (factor: number): string => `×${significant(factor)}`;
