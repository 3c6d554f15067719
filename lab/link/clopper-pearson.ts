const lanczos = [
  76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2,
  -0.5395239384953e-5,
];

const logGamma = (x: number): number => {
  const base = x + 5.5;
  const sum = lanczos.reduce((total, term, n) => total + term / (x + n + 1), 1.000000000190015);
  return (x + 0.5) * Math.log(base) - base + Math.log((2.5066282746310007 * sum) / x);
};

/** Lentz's continued fraction of the incomplete beta function (DLMF 8.17.22). */
const fraction = (a: number, b: number, x: number): number => {
  const tiny = 1e-300;
  const kept = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    for (const term of [even, odd]) {
      d = 1 / kept(1 + term * d);
      c = kept(1 + term / c);
      result *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-14) break;
  }
  return result;
};

/** Regularised incomplete beta function: the chance that a Beta(a, b) is below x. */
export const incompleteBeta = (a: number, b: number, x: number): number => {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * fraction(a, b, x)) / a
    : 1 - (front * fraction(b, a, 1 - x)) / b;
};

/**
 * The exact one-sided 95 % lower bound of a success rate of which `right` of `all` were seen: the true rate is lower one time in twenty.
 */
export const lowerBound = (right: number, all: number, risk = 0.05): number => {
  if (all === 0 || right === 0) return 0;
  let [low, high] = [0, right / all];
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    // P(X >= right | middle) is the incomplete beta I(middle; right, all - right + 1).
    if (incompleteBeta(right, all - right + 1, middle) < risk) low = middle;
    else high = middle;
  }
  return low;
};
