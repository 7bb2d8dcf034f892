/** Sweeps after which it is enough: convergence is quadratic, and 64 × 64 takes about ten. */
export const MOST_SWEEPS = 60;

/** An off-diagonal entry this small beside its two diagonal ones is rounding: 2⁻⁵³, squared. */
const NEGLIGIBLE = 2 ** -106;

/**
 * One sweep of the cyclic Jacobi method: every off-diagonal entry of a symmetric matrix is rotated to 0 once, row by row.
 * Sweep until none had to be rotated; then the diagonal holds the eigenvalues, and row i of `vectors` the eigenvector of entry i.
 *
 * @param matrix size × size, symmetric, positive semidefinite but for rounding; changed in place
 * @param vectors size × size, the identity before the first sweep; changed in place
 * @returns entries rotated
 * Golub, Van Loan: Matrix Computations, §8.5.
 */
export function jacobiSweep(matrix: Float64Array, vectors: Float64Array, size: number): number {
  let rotated = 0;
  for (let p = 0; p < size; p++) {
    for (let q = p + 1; q < size; q++) {
      const entry = matrix[p * size + q]!;
      const one = matrix[p * size + p]!;
      const two = matrix[q * size + q]!;
      if (entry * entry <= NEGLIGIBLE * Math.abs(one * two)) continue;
      const tau = (two - one) / (2 * entry);
      const tangent = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
      const cosine = 1 / Math.sqrt(1 + tangent * tangent);
      const sine = tangent * cosine;
      for (let k = 0; k < size; k++) {
        if (k === p || k === q) continue;
        const kp = matrix[p * size + k]!;
        const kq = matrix[q * size + k]!;
        matrix[p * size + k] = matrix[k * size + p] = cosine * kp - sine * kq;
        matrix[q * size + k] = matrix[k * size + q] = sine * kp + cosine * kq;
      }
      matrix[p * size + p] = one - tangent * entry;
      matrix[q * size + q] = two + tangent * entry;
      matrix[p * size + q] = matrix[q * size + p] = 0;
      for (let k = 0; k < size; k++) {
        const vp = vectors[p * size + k]!;
        const vq = vectors[q * size + k]!;
        vectors[p * size + k] = cosine * vp - sine * vq;
        vectors[q * size + k] = sine * vp + cosine * vq;
      }
      rotated++;
    }
  }
  return rotated;
}
