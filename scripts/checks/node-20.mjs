// Vitest 5 calls three functions that Node has from 21 and 22 on. Without them it runs, but a failed
// test ends in a crash of its reporter that hides the failure. To be dropped with Node 20.

/**
 * @template T, K
 * @param {Iterable<T>} items
 * @param {(item: T, index: number) => K} keyOf
 */
function groupBy(items, keyOf) {
  /** @type {Map<K, T[]>} */
  const groups = new Map();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/**
 * @template T
 * @param {Iterable<T>} items
 * @param {(item: T, index: number) => PropertyKey} keyOf
 */
const groupByName = (items, keyOf) => Object.fromEntries(groupBy(items, keyOf));

/** @this {PromiseConstructor} */
function withResolvers() {
  /** @type {(value: unknown) => void} */
  let resolve = () => undefined;
  /** @type {(reason: unknown) => void} */
  let reject = () => undefined;
  const promise = new this((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/**
 * @param {object} target
 * @param {string} name
 * @param {Function} value
 */
function supply(target, name, value) {
  if (!(name in target)) {
    Object.defineProperty(target, name, { value, configurable: true, writable: true });
  }
}

supply(Map, 'groupBy', groupBy);
supply(Object, 'groupBy', groupByName);
supply(Promise, 'withResolvers', withResolvers);
