import * as v from 'valibot';
import type { MatrixMethod } from './kind.ts';

const MOST = 2147483647;

/** A whole number from `min` up to 2³¹ − 1. */
const whole = (name: string, min: number) =>
  v.pipe(
    v.number(`${name} must be a whole number.`),
    v.integer(`${name} must be a whole number.`),
    v.minValue(min, `${name} must be ${String(min)} or more.`),
    v.maxValue(MOST, `${name} must be below 2^31.`),
  );

const dbscan = v.strictObject({
  eps: v.pipe(
    v.number('eps must be a number.'),
    v.finite('eps must be a finite number.'),
    v.gtValue(0, 'eps must be above 0.'),
  ),
  minPts: whole('minPts', 1),
});
const kmeans = v.strictObject({
  k: whole('k', 1),
  seed: whole('seed', 0),
  nInit: v.optional(whole('nInit', 1)),
  maxIter: v.optional(whole('maxIter', 1)),
});
const hdbscan = v.strictObject({
  minClusterSize: whole('minClusterSize', 2),
  minSamples: v.optional(whole('minSamples', 1)),
  selection: v.picklist(['eom', 'leaf'], 'The selection is eom or leaf.'),
});

/** A way to cluster, with its parameters. */
export type ClusterMethod = MatrixMethod<'dbscan' | 'kmeans' | 'hdbscan'>;
export type ClusterMethodName = ClusterMethod['name'];

export const CLUSTER_METHODS = ['dbscan', 'kmeans', 'hdbscan'] as const;

/** One or more methods by their names. */
export const methodsShape = v.strictObject({
  dbscan: v.optional(dbscan),
  kmeans: v.optional(kmeans),
  hdbscan: v.optional(hdbscan),
});
type Methods = v.InferOutput<typeof methodsShape>;

/** The methods that are there. */
export function givenMethods(methods: Methods): readonly ClusterMethod[] {
  const { dbscan, kmeans, hdbscan } = methods;
  return [
    ...(dbscan ? [{ name: 'dbscan' as const, params: dbscan }] : []),
    ...(kmeans ? [{ name: 'kmeans' as const, params: kmeans }] : []),
    ...(hdbscan ? [{ name: 'hdbscan' as const, params: hdbscan }] : []),
  ];
}

export const METHOD_NAMES: Readonly<Record<ClusterMethodName, string>> = {
  dbscan: 'DBSCAN',
  kmeans: 'k-means',
  hdbscan: 'HDBSCAN',
};

/** The number columns that a method gives beside the cluster. */
export const METHOD_COLUMNS: Readonly<Record<ClusterMethodName, readonly string[]>> = {
  dbscan: [],
  kmeans: [],
  hdbscan: ['probability', 'outlier_score'],
};

const RULES: Readonly<Record<ClusterMethodName, string>> = {
  dbscan: 'neighbours where the distance is at most eps',
  kmeans: 'each row belongs to the nearest of k centres, clusters are numbered by their lowest row',
  hdbscan:
    'groups that stay together longest as the density asked for rises; rows in no such group are noise',
};

/** The method in words: `DBSCAN, eps 0.4, minPts 2`. */
export function methodWords(method: ClusterMethod): string {
  return [METHOD_NAMES[method.name], ...paramWords(method)].join(', ');
}

/** The same, and by which rule a row belongs to a cluster. */
export function methodNote(method: ClusterMethod): string {
  return `${methodWords(method)}: ${RULES[method.name]}`;
}

function paramWords(method: ClusterMethod): string[] {
  switch (method.name) {
    case 'dbscan':
      return [`eps ${String(method.params.eps)}`, `minPts ${String(method.params.minPts)}`];
    case 'kmeans': {
      const { k, seed, nInit, maxIter } = method.params;
      return [
        `k ${String(k)}`,
        `seed ${String(seed)}`,
        ...(nInit === undefined ? [] : [`best of ${String(nInit)} runs`]),
        ...(maxIter === undefined ? [] : [`at most ${String(maxIter)} rounds`]),
      ];
    }
    case 'hdbscan': {
      const { minClusterSize, minSamples = minClusterSize, selection } = method.params;
      return [
        `at least ${String(minClusterSize)} rows a cluster`,
        `${String(minSamples)} ${minSamples === 1 ? 'sample' : 'samples'}`,
        selection === 'eom' ? 'excess of mass' : 'leaves of the tree',
      ];
    }
  }
}
