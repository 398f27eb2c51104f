/** What is to be told of something caught, which in JavaScript may be any value. */
export const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
