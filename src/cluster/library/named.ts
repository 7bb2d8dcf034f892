import type { Clusterer, ClusterOptions, MethodName, Methods, Outcome } from '../contract.ts';

/** Every method under its own name: `clusterer.dbscan(points, params, options)` is `clusterer.run('dbscan', points, params, options)`. */
export type NamedMethods = {
  readonly [M in MethodName]: (
    points: Float64Array<ArrayBuffer>,
    params: Methods[M]['params'],
    options?: ClusterOptions,
  ) => Promise<Outcome<Methods[M]['result']>>;
};

export type NamedClusterer = Clusterer & NamedMethods;
