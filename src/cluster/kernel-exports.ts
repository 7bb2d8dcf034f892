/** k-means: see `wasm/kmeans/kmeans.ts`. */
interface KmeansExports {
  kmeans_prepare(rows: number, dims: number, clusters: number): number;
  kmeans_begin(clusters: number): void;
  kmeans_set_centers(): void;
  kmeans_forget(): void;
  kmeans_assign(from: number, to: number): number;
  kmeans_empty_count(): number;
  kmeans_own_distances(from: number, to: number): void;
  kmeans_relocate(row: number, from: number, to: number): void;
  kmeans_update(): number;
  kmeans_inertia(from: number, to: number): number;
  kmeans_silhouette(from: number, to: number): number;
  kmeans_labels(): number;
  kmeans_centers(): number;
  kmeans_counts(): number;
  kmeans_distances(): number;
  kmeans_block_sums(): number;
  kmeans_column_extents(): number;
  kmeans_column_squares(): number;
  kmeans_clear_columns(): void;
  kmeans_columns(from: number, to: number): void;
  kmeans_means(): void;
  kmeans_deviations(from: number, to: number): void;
  kmeans_scale(from: number, to: number, factor: number): void;
  kmeans_choose(cluster: number, row: number): void;
  kmeans_candidate(lane: number, row: number, chosen: number): void;
  kmeans_try(from: number, to: number, candidates: number): void;
  kmeans_potential(lane: number): number;
  kmeans_near(from: number, to: number, cluster: number): void;
}

/** HDBSCAN*'s spanning trees: `wasm/hdbscan/prim.ts` and `wasm/hdbscan/boruvka.ts`. */
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

/** Distances to the k-th nearest neighbour (`wasm/neighbours/neighbours.ts`). */
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
export interface KernelExports extends KmeansExports, SpanningExports, NeighbourExports {
  readonly memory: WebAssembly.Memory;
  abi_version(): number;
  points_prepare(rows: number, dims: number): number;
  dbscan_prepare(rows: number, dims: number): number;
  dbscan_begin(epsSquared: number, minPts: number): number;
  /** For tests: PATH_TREE or PATH_BRUTE whatever the cost, until PATH_MEASURED. */
  dbscan_prefer(path: number): void;
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
  'dbscan_prefer',
  'dbscan_step',
  'progress_phase',
  'progress_done',
  'progress_total',
  'result_clusters',
  'result_cores',
  'result_cluster_count',
  'result_noise_count',
  'kmeans_prepare',
  'kmeans_begin',
  'kmeans_set_centers',
  'kmeans_forget',
  'kmeans_assign',
  'kmeans_empty_count',
  'kmeans_own_distances',
  'kmeans_relocate',
  'kmeans_update',
  'kmeans_inertia',
  'kmeans_silhouette',
  'kmeans_labels',
  'kmeans_centers',
  'kmeans_counts',
  'kmeans_distances',
  'kmeans_block_sums',
  'kmeans_column_extents',
  'kmeans_column_squares',
  'kmeans_clear_columns',
  'kmeans_columns',
  'kmeans_means',
  'kmeans_deviations',
  'kmeans_scale',
  'kmeans_choose',
  'kmeans_candidate',
  'kmeans_try',
  'kmeans_potential',
  'kmeans_near',

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
