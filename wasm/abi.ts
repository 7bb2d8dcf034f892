// The seam between the kernel and TypeScript. Compiled by both compilers: only plain constants here.

/** Raised whenever an export, a status code or the memory layout changes; checked when the kernel is loaded. */
export const ABI_VERSION = 7;

/** What `dbscan_step` returns. */
export const STATUS_DONE = 0;
export const STATUS_RUNNING = 1;
export const STATUS_OUT_OF_MEMORY = 2;
export const STATUS_NOT_PREPARED = 3;

/** What `progress_phase` returns, in the order in which the phases run. */
export const PHASE_INDEX = 0;
export const PHASE_CORE = 1;
export const PHASE_LINK = 2;
export const PHASE_LABEL = 3;
export const PHASE_DONE = 4;

/** What `dbscan_prefer` takes: the path is chosen by measured work, or (for tests) is that of the tree or brute force. */
export const PATH_MEASURED = 0;
export const PATH_TREE = 1;
export const PATH_BRUTE = 2;

export const MAX_DIMS = 64;

/** Memory the kernel may take, in pages of 64 KiB: all that 32 bits address but the last one. */
export const MAX_PAGES = 65535;

/** Bytes per row beside its coordinates: index, links, clusters, scratch (u32 each), two core flags (u8 each). */
export const ROW_BYTES = 18;

/** Most points of a leaf. A box that eps spans is not split up to this size, nor beyond unless a query has to look inside. */
export const LEAF_POINTS = 64;

/** Bytes of a tree node before its box of 2 × dims f64. */
export const NODE_HEADER_BYTES = 40;

/** Phases of the k-th neighbours' distances, as `knn_phase` returns them. */
export const KNN_PHASE_INDEX = 0;
export const KNN_PHASE_QUERY = 1;

/** Bytes per row of the same, beside its coordinates: index (u32), wanted (u8), squared distance (f64). */
export const KNN_ROW_BYTES = 13;

/** Most points of a leaf where every point asks for its neighbours. */
export const KNN_LEAF_POINTS = 16;

/** Most distances kept for the points that ask together, unless one point alone asks for more. */
export const KNN_LISTS = 1 << 20;

/** Phases of Borůvka's spanning tree, as `boruvka_phase` returns them. */
export const BORUVKA_PHASE_INDEX = 0;
export const BORUVKA_PHASE_ROUNDS = 1;

/** Bytes per row of the same, beside its coordinates: the tree's and the rounds' arrays. */
export const BORUVKA_ROW_BYTES = 65;

/** Bytes per row of Prim's spanning tree, beside its coordinates. */
export const PRIM_ROW_BYTES = 36;

/** Cluster of a point that belongs to none. */
export const NOISE = -1;

/** Centres of k-means that stand side by side, so that SIMD measures several at once. */
export const KMEANS_LANES = 8;

/** Rows whose squared distances are summed together while k-means++ seeks starts. */
export const KMEANS_BLOCK_ROWS = 64;
