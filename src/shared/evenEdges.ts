/** Edges of bins of equal width, `bins + 1` of them. */
export const evenEdges = (first: number, last: number, bins: number): Float64Array =>
  Float64Array.from({ length: bins + 1 }, (_, i) => first + ((last - first) * i) / bins);
