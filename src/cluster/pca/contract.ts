/** What to find the principal components of. */
export interface PcaParams {
  /** Features of a point, 1 … 64. */
  dims: number;
  /** Components wanted, a whole number 1 … dims; all by default. There are never more than rows. */
  components?: number;
}

/** Principal components, in order of the variance along them, the largest first. Of no rows, everything is empty. */
export interface PcaResult {
  /** Components found: the least of those wanted, rows and dims, as in scikit-learn. */
  componentCount: number;
  /**
   * componentCount × dims, row-major: unit vectors, orthogonal to each other. The entry of largest absolute value is positive; of
   * several that are as large (within 1e-9) the first.
   */
  components: Float64Array;
  /** Mean of each feature. */
  mean: Float64Array;
  /** Variance along each component, with rows − 1 as divisor; 0 for a single row. */
  variance: Float64Array;
  /** Its share of the variance of all dims components, 0 … 1; all 0 when the points are all the same. */
  varianceShare: Float64Array;
  /** rows × componentCount, row-major: the centred points in the new axes. */
  scores: Float64Array;
}
