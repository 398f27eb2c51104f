const LN2_HI = 6.9314718036912381649e-1;
const LN2_LO = 1.90821492927058770002e-10;
const LG = [
  6.66666666666673513e-1, 3.999999999940941908e-1, 2.857142874366239149e-1, 2.222219843214978396e-1,
  1.818357216161805012e-1, 1.531383769920937332e-1, 1.479819860511658591e-1,
] as const;

const bits = new DataView(new ArrayBuffer(8));

/**
 * Natural logarithm of a positive, normal float64, built from IEEE-754 basic operations alone, so that every
 * platform and JavaScript engine returns the same bits (`Math.log` is implementation-defined). Error < 1 ulp.
 *
 * Source: the algorithm of Sun's fdlibm, `e_log.c` (1993).
 */
export function portableLog(x: number): number {
  bits.setFloat64(0, x);
  let exponent = ((bits.getUint32(0) >>> 20) & 0x7ff) - 1023;
  bits.setUint32(0, (bits.getUint32(0) & 0x000fffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  const f = mantissa - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const t1 = w * (LG[1] + w * (LG[3] + w * LG[5]));
  const t2 = z * (LG[0] + w * (LG[2] + w * (LG[4] + w * LG[6])));
  const halfSquare = 0.5 * f * f;
  const r = t1 + t2;
  return exponent * LN2_HI - (halfSquare - (s * (halfSquare + r) + exponent * LN2_LO) - f);
}
