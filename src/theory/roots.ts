/** A root of a continuous f between two inputs at which its signs differ, by bisection. */
export function bisect(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  const rising = f(high) > 0;
  for (let step = 0; step < 60 && high - low > 1e-13 * Math.abs(high); step++) {
    const middle = (low + high) / 2;
    if (f(middle) > 0 === rising) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/** As `bisect`, on a logarithmic scale: for inputs that range over many magnitudes. */
export const bisectLog = (f: (x: number) => number, from: number, to: number): number =>
  Math.exp(bisect((x) => f(Math.exp(x)), Math.log(from), Math.log(to)));
