/** Takes memory until there is no more, which is for the process or thread to survive. */
export function exhaustMemory(): never {
  const held: number[][] = [];
  for (;;) held.push(Array.from({ length: 2 ** 16 }, Math.random));
}
