import { expect, test } from 'vitest';
import { createNodeClusterer } from '../../src/cluster/node.ts';
import { NO_VERDICTS } from '../../src/engine/judgement.ts';
import { plannedInputs } from '../../src/engine/load.ts';
import { forget, run } from '../../src/engine/run.ts';
import { stepNamed } from '../../src/engine/result.ts';
import { parseText } from '../../src/recipe/parse.ts';
import { plan } from '../../src/recipe/plan.ts';
import { createNodeReader } from '../../src/readers/node.ts';
import { ident, sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';

/** The example of DESIGN.md §1, as it stands there. */
const EXAMPLE = `{ "version": 1, "id": "email-bots", "title": "Bots in e-mail clicks", "source": "000_…",
  "params": { "gapSeconds": { "default": 120, "unit": "s", "min": 0 }, "eps": { "default": 0.4, "min": 0 }, "minPts": { "default": 2, "min": 1 } },
  "inputs": { "events": { "RequestDate": "timestamp", "SendDate": "timestamp", "IPAddress": "text", "UserAgent": "text" } },
  "steps": [
    { "op": "derive", "from": "events", "as": "clicks", "columns": { "delaySeconds": { "seconds": ["SendDate", "RequestDate"] } } },
    { "op": "sessionize", "from": "clicks", "as": "sessions", "by": ["IPAddress", "UserAgent"], "time": "RequestDate", "gapSeconds": { "param": "gapSeconds" }, "nullKey": "group" },
    { "op": "aggregate", "from": "sessions", "as": "features", "by": ["session_id"], "measures": { "RequestCount": { "count": true }, "UniqueLinks": { "distinct": "Link" } } },
    { "op": "scale", "from": "features", "as": "scaled", "method": "minmax" },
    { "op": "cluster", "from": "scaled", "as": "clusters", "method": { "dbscan": { "eps": { "param": "eps" }, "minPts": { "param": "minPts" } } } },
    { "op": "label", "from": "sessions", "clusters": "clusters", "as": "labelled" },
    { "op": "reputation", "from": "labelled", "as": "byCidr", "by": ["CIDR Range"] } ] }`;

/** Two people with one click each, a person with two, and a bot with five links on two addresses of one range. */
const LOG = `SendDate,RequestDate,IPAddress,UserAgent,Link,CIDR Range
2020-01-17 09:00,2020-01-17 09:10:00,1.1.1.1,Firefox,a,home
2020-01-17 09:00,2020-01-17 09:20:00,1.1.1.2,Firefox,b,home
2020-01-17 09:00,2020-01-17 09:30:00,1.1.1.3,Safari,a,cloud
2020-01-17 09:00,2020-01-17 09:30:30,1.1.1.3,Safari,a,cloud
${[5, 6].flatMap((host) => ['a', 'b', 'c', 'd', 'e'].map((link) => `2020-01-17 09:00,2020-01-17 09:00:01,9.9.9.${host},Bot,${link},cloud\n`)).join('')}`;

test('the example of the design document runs as it stands', async () => {
  const database = await sharedDatabase();
  const recipe = parseText(EXAMPLE);
  if (!recipe.ok) throw new Error(JSON.stringify(recipe.problems));
  const input = await createNodeReader(database).load({
    input: 'events',
    relation: 'design example',
    files: [{ name: 'log.csv', blob: new Blob([LOG]) }],
    types: recipe.value.inputs['events']!,
    mapping: {},
  });
  try {
    const planned = plan(recipe.value, {}, plannedInputs([input]));
    if (!planned.ok) throw new Error(JSON.stringify(planned.problems));
    const ports = { database, clusterer: createNodeClusterer() };
    const result = await run(planned.value, [input], ports, { verdicts: NO_VERDICTS });
    const rows = async (name: string) =>
      (await database.rows(sql`SELECT * FROM ${ident(stepNamed(result, name).relation)}`)).rows;
    expect(await rows('features')).toStrictEqual([
      [0, 5, 5],
      [1, 5, 5],
      [2, 1, 1],
      [3, 1, 1],
      [4, 2, 1],
    ]);
    // Scaled: bots at (1, 1), people at (0, 0), (0, 0) and (0.25, 0).
    expect(await rows('clusters')).toStrictEqual([
      [0, 0],
      [1, 0],
      [2, 1],
      [3, 1],
      [4, 1],
    ]);
    expect((await rows('labelled')).map((row) => row.at(-1))).toStrictEqual([
      1,
      1,
      1,
      1,
      ...Array<number>(10).fill(0),
    ]);
    // The cluster with the most events is organic, which here is the bots'.
    expect(
      (await rows('byCidr')).map((row) => [...row.slice(0, 4), ...row.slice(6)]),
    ).toStrictEqual([
      ['home', 2, 2, 1, 2, 2, 1],
      ['cloud', 12, 2, 1 / 6, 3, 1, 1 / 3],
    ]);
    await forget(result, database);
  } finally {
    await database.run(sql`DROP TABLE "design example"`);
  }
});
