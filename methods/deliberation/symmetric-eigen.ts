/**
 * All eigenvalues and eigenvectors of a small dense symmetric matrix by cyclic Jacobi rotations.
 * Chosen over faster methods because it is exact on repeated eigenvalues and cannot fail to converge.
 *
 * @param a row-major n × n, destroyed
 * @returns values in falling order, and vectors as rows: `vectors[i * n + j]` is component j of vector i
 * @source Golub and Van Loan, Matrix Computations, 4th ed., section 8.5
 */
export function symmetricEigen(a: Float64Array, n: number): { values: Float64Array; vectors: Float64Array } {
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) v[i * n + i] = 1;
  let total = 0;
  for (const value of a) total += value * value;
  for (let sweep = 0; sweep < 60; sweep += 1) {
    let off = 0;
    for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) off += a[p * n + q]! ** 2;
    if (off <= 1e-30 * total) break;
    for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) rotate(a, v, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]! || i - j);
  const values = Float64Array.from(order, (i) => a[i * n + i]!);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    vectors.set(v.subarray(from * n, from * n + n), to * n);
  });
  return { values, vectors };
}

function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let i = 0; i < n; i += 1) {
    const aip = a[i * n + p]!;
    const aiq = a[i * n + q]!;
    a[i * n + p] = c * aip - s * aiq;
    a[i * n + q] = s * aip + c * aiq;
  }
  for (let i = 0; i < n; i += 1) {
    const api = a[p * n + i]!;
    const aqi = a[q * n + i]!;
    a[p * n + i] = c * api - s * aqi;
    a[q * n + i] = s * api + c * aqi;
    const vpi = v[p * n + i]!;
    const vqi = v[q * n + i]!;
    v[p * n + i] = c * vpi - s * vqi;
    v[q * n + i] = s * vpi + c * vqi;
  }
}
