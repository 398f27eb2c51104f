import type { InitializerSpec } from '../../nn/initializers/initializer';
import type { WeightsPrediction } from '../../theory/prediction';
import { significant } from '../numbers';

/** Whether an initializer draws between two bounds. */
export const isUniform = ({ name, parameters }: InitializerSpec): boolean =>
  /uniform/i.test(name) || name === 'pytorchDefault' || parameters['distribution'] === 'uniform';

/** `σ 0.0505`, `±0.0875` for a uniform, `= 0.01` for a constant. */
export function spreadText({ mean, sd }: WeightsPrediction, spec: InitializerSpec | undefined): string {
  if (sd === 0) return `= ${significant(mean)}`;
  const centre = mean === 0 ? '' : `${significant(mean)} `;
  return spec && isUniform(spec)
    ? `${centre}±${significant(Math.sqrt(3) * sd)}, σ ${significant(sd)}`
    : `${centre}σ ${significant(sd)}`;
}
