// Two special functions, written as simulator/model/exponentials.py and special.py have them.

const TERMS = 22;
const INVERSE_FACTORIALS = [1];
for (let n = 1; n < TERMS + 8; n += 1) INVERSE_FACTORIALS.push(INVERSE_FACTORIALS[n - 1] / n);

/**
 * Response at time `t` of a chain of first-order steps to a unit dose, without the product of its rates:
 * the divided difference of exp(-r t) over the rates. Exact for equal and near-equal rates.
 * `ordered`: ascending; the steps used are those from `first` to `last`, both included.
 */
export function chain(ordered, t, first = 0, last = ordered.length - 1) {
  if (first === last) return Math.exp(-ordered[first] * t);
  const gap = ordered[last] - ordered[first];
  if (gap * t < 1) return series(ordered, t, first, last);
  return (chain(ordered, t, first, last - 1) - chain(ordered, t, first + 1, last)) / gap;
}

// Taylor series around the middle rate: t^n exp(-m t) sum_j h_j((m - r) t) / (n + j)!
function series(ordered, t, first, last) {
  const n = last - first;
  const middle = 0.5 * (ordered[first] + ordered[last]);
  const homogeneous = new Float64Array(TERMS);
  homogeneous[0] = 1;
  for (let r = first; r <= last; r += 1) {
    const step = (middle - ordered[r]) * t;
    for (let j = 1; j < TERMS; j += 1) homogeneous[j] += step * homogeneous[j - 1];
  }
  let total = 0;
  for (let j = TERMS - 1; j >= 0; j -= 1) total += homogeneous[j] * INVERSE_FACTORIALS[n + j];
  return t ** n * Math.exp(-middle * t) * total;
}

/** Complementary error function from the Chebyshev coefficients that Python hands over. */
export function erfc(z, coefficients, smallestT) {
  const size = Math.abs(z);
  const largest = 2 / smallestT - 2;
  if (size > largest) return z < 0 ? 2 : 0;
  const t = 2 / (2 + size);
  const x = (2 * t - 1 - smallestT) / (1 - smallestT);
  let one = 0;
  let two = 0;
  for (let k = coefficients.length - 1; k > 0; k -= 1) {
    [one, two] = [2 * x * one - two + coefficients[k], one];
  }
  const upper = t * Math.exp(-size * size + coefficients[0] + x * one - two);
  return z < 0 ? 2 - upper : upper;
}
