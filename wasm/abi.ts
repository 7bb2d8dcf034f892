// The seam between the kernel and TypeScript. Compiled by both compilers: only plain constants here.

/** Raised whenever an export, a status code or the memory layout changes; checked when the kernel is loaded. */
export const ABI_VERSION = 2;

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

export const MAX_DIMS = 64;

/** Memory the kernel may take, in pages of 64 KiB: all that 32 bits address but the last one. */
export const MAX_PAGES = 65535;

/** Bytes per row beside its coordinates: index, links, clusters, scratch (u32 each), two core flags (u8 each). */
export const ROW_BYTES = 18;

/** Most points of a leaf. A box that eps spans is not split up to this size, nor beyond unless a query has to look inside. */
export const LEAF_POINTS = 64;

/** Bytes of a tree node before its box of 2 × dims f64. */
export const NODE_HEADER_BYTES = 40;

/** Cluster of a point that belongs to none. */
export const NOISE = -1;
