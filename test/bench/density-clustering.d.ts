declare module 'density-clustering' {
  export class DBSCAN {
    /** Numbers of the rows that are in no cluster, after `run`. */
    readonly noise: number[];
    run(rows: number[][], eps: number, minPts: number): number[][];
  }
}
