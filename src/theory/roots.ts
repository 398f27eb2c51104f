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

/** Where a further step moves a root by less than this share of it, it is found. */
const PRECISION = 1e-13;

/**
 * As `bisect`, in fewer steps where f is smooth: by false position, the end that stays counting half from one step to
 * the next.
 * Source: Dowell & Jarratt (1971), "A modified regula falsi method for computing the root of an equation", BIT 11.
 */
export function falsePosition(f: (x: number) => number, from: number, to: number): number {
  let [other, atOther, x, atX] = [from, f(from), to, f(to)];
  for (let step = 0; step < 60; step++) {
    const next = x - (atX * (x - other)) / (atX - atOther);
    const atNext = f(next);
    if (atNext === 0 || !(Math.abs(next - x) > PRECISION * Math.abs(next))) return next;
    if (atNext > 0 === atX > 0) atOther /= 2;
    else [other, atOther] = [x, atX];
    [x, atX] = [next, atNext];
  }
  return bisect(f, Math.min(other, x), Math.max(other, x));
}

/** As `bisect`, on a logarithmic scale: for inputs that range over many magnitudes. */
export const bisectLog = (f: (x: number) => number, from: number, to: number): number =>
  Math.exp(bisect((x) => f(Math.exp(x)), Math.log(from), Math.log(to)));
