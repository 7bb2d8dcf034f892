/** The compiled module's exports; snake_case shows that they are not ours. */
export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  abi_version(): number;
  points_prepare(rows: number, dims: number): number;
  dbscan_prepare(rows: number, dims: number): number;
  dbscan_begin(epsSquared: number, minPts: number): number;
  dbscan_step(budget: number): number;
  progress_phase(): number;
  progress_done(): number;
  progress_total(): number;
  result_clusters(): number;
  result_cores(): number;
  result_cluster_count(): number;
  result_noise_count(): number;
}

/** Those that must be there: a module of other sources has not all of them. */
export const FUNCTIONS = [
  'abi_version',
  'points_prepare',
  'dbscan_prepare',
  'dbscan_begin',
  'dbscan_step',
  'progress_phase',
  'progress_done',
  'progress_total',
  'result_clusters',
  'result_cores',
  'result_cluster_count',
  'result_noise_count',
] as const satisfies readonly (keyof KernelExports)[];
