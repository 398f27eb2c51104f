/** One rule for several kernels, as entries of a table of rules by kernel. */
export const forKernels = <Rule>(rule: Rule, ...kernels: readonly string[]): Record<string, Rule> =>
  Object.fromEntries(kernels.map((kernel) => [kernel, rule]));
