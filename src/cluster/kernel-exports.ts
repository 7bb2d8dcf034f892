/** HDBSCAN*'s spanning trees: `wasm/prim.ts` and `wasm/boruvka.ts`. */
export interface SpanningExports {
  prim_prepare(rows: number, dims: number): number;
  prim_cores(): number;
  prim_begin(): number;
  prim_step(budget: number): number;
  prim_visited(): number;
  prim_order(): number;
  prim_reach(): number;
  boruvka_prepare(rows: number, dims: number): number;
  boruvka_cores(): number;
  boruvka_begin(): number;
  boruvka_step(budget: number): number;
  boruvka_edges(): number;
  boruvka_spent(): number;
  boruvka_from(): number;
  boruvka_to(): number;
  boruvka_lengths(): number;
}

/** Distances to the k-th nearest neighbour (`wasm/neighbours.ts`). */
export interface NeighbourExports {
  knn_prepare(rows: number, dims: number, k: number): number;
  knn_wanted(): number;
  knn_begin(): number;
  knn_step(budget: number): number;
  knn_phase(): number;
  knn_done(): number;
  knn_total(): number;
  knn_squared(): number;
  knn_index(): number;
}

/** The compiled module's exports; snake_case shows that they are not ours. */
export interface KernelExports extends SpanningExports, NeighbourExports {
  readonly memory: WebAssembly.Memory;
  abi_version(): number;
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
  'prim_prepare',
  'prim_cores',
  'prim_begin',
  'prim_step',
  'prim_visited',
  'prim_order',
  'prim_reach',
  'boruvka_prepare',
  'boruvka_cores',
  'boruvka_begin',
  'boruvka_step',
  'boruvka_edges',
  'boruvka_spent',
  'boruvka_from',
  'boruvka_to',
  'boruvka_lengths',
  'knn_prepare',
  'knn_wanted',
  'knn_begin',
  'knn_step',
  'knn_phase',
  'knn_done',
  'knn_total',
  'knn_squared',
  'knn_index',
] as const satisfies readonly (keyof KernelExports)[];
