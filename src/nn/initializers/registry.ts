import { constant, ones, zeros } from './constant';
import { randomizedAsymmetric } from './asymmetric';
import { dataDependent, lsuv } from './dataDependent';
import type { Initializer } from './initializer';
import {
  glorotNormal,
  glorotNormalUncorrected,
  glorotUniform,
  heNormal,
  heNormalUncorrected,
  heUniform,
  lecunNormal,
  lecunNormalUncorrected,
  lecunUniform,
} from './named';
import { kaimingNormal, kaimingUniform, pytorchDefault, xavierNormal, xavierUniform } from './pytorch';
import { randomNormal, randomUniform, truncatedNormal } from './random';
import { fixup, zerO } from './residual';
import { siren } from './siren';
import { deltaOrthogonal, identity, orthogonal, sparse } from './structured';
import { varianceScaling } from './varianceScaling';

/** Every initializer, in the order to offer them. */
export const initializers = {
  heNormal,
  heUniform,
  glorotNormal,
  glorotUniform,
  lecunNormal,
  lecunUniform,
  varianceScaling,
  pytorchDefault,
  kaimingNormal,
  kaimingUniform,
  xavierNormal,
  xavierUniform,
  orthogonal,
  deltaOrthogonal,
  lsuv,
  dataDependent,
  fixup,
  zerO,
  siren,
  randomizedAsymmetric,
  identity,
  sparse,
  randomNormal,
  randomUniform,
  truncatedNormal,
  zeros,
  ones,
  constant,
  heNormalUncorrected,
  glorotNormalUncorrected,
  lecunNormalUncorrected,
} satisfies Readonly<Record<string, Initializer>>;
