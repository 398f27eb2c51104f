/** How long anything may take on a loaded machine, in milliseconds. */
export const PATIENCE_MS = 120_000;
