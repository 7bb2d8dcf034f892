import { ClusterError } from '../../src/cluster/errors';

/** The ClusterError that the work throws; anything else fails the test. */
export function thrownBy(work: () => unknown): ClusterError {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof ClusterError) return thrown;
    throw thrown;
  }
  throw new Error('no ClusterError');
}
