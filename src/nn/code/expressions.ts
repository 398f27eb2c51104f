import type { ActivationCode, Snippet } from './code';

/** A Keras layer of an expression in `x`. */
export const lambda = (expression: string): Snippet => ({
  code: `layers.Activation(lambda x: ${expression})`,
});

/** An activation that both frameworks have under a name. */
export const namedCode = (keras: string, pytorch: string): ActivationCode => ({
  keras: { code: `layers.Activation("${keras}")` },
  pytorch: { code: `${pytorch}(x)` },
});

/** An activation by its formula in each framework. */
export const expressionCode = (keras: string, pytorch: string): ActivationCode => ({
  keras: lambda(keras),
  pytorch: { code: pytorch },
});
