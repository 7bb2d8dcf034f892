import { afterEach, expect, test } from 'vitest';
import { ident, sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { file, log, openWorkbench } from './workbench.ts';

const RANGES = 'range,owner\n10.0.0.0/30,us\n10.0.0.4/32,them\n';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function openBoth() {
  const { workbench, asked, close } = await openWorkbench((question) => {
    if (question.kind === 'difference') question.answer('separate');
  });
  closing.push(close);
  await workbench.openFiles([file('log.csv', log(300))]);
  await workbench.openFiles([file('ranges.csv', RANGES)]);
  const [left, right] = workbench.tables.list();
  if (!left || !right) throw new Error('Two tables should be open.');
  const join = {
    leftId: left.id,
    rightId: right.id,
    spec: { on: { address: 'ip', range: 'range' }, columns: { owner: 'owner' } },
    name: 'log.csv + ranges.csv',
  };
  return { workbench, asked, join };
}

async function owners(relation: string) {
  const { rows } = await (
    await sharedDatabase()
  ).rows(
    sql`SELECT owner, count(*)::DOUBLE FROM ${ident(relation)} GROUP BY ALL ORDER BY 2 DESC, 1`,
  );
  return rows;
}

test('a joined table is shown, plays no input and outlives its sources; its relation goes with it', async () => {
  const { workbench, join } = await openBoth();
  const { tables } = workbench;
  const before = workbench.result();
  await tables.join(join);
  expect(workbench.failure()).toBeNull();
  expect(workbench.result()).toBe(before);
  const joined = tables.shown();
  expect(joined).toMatchObject({
    name: 'log.csv + ranges.csv',
    files: [],
    joined: { rows: 300, facts: { rowsIn: 300, matched: 215 } },
  });
  const relation = joined?.loaded?.relation ?? '';
  // Addresses end in 0 … 6: four of them ours, one theirs.
  const found = [
    ['us', 172],
    [null, 85],
    ['them', 43],
  ];
  expect(await owners(relation)).toStrictEqual(found);

  await tables.remove(join.rightId);
  await tables.remove(join.leftId);
  await workbench.run();
  expect(tables.list().map(({ id }) => id)).toStrictEqual([joined?.id]);
  expect(tables.playing(joined?.id ?? '')).toBeNull();
  expect(workbench.failure()).toBeNull();
  expect(tables.shown()?.loaded?.relation).toBe(relation);
  expect(await owners(relation)).toStrictEqual(found);

  await tables.remove(joined?.id ?? '');
  await expect(owners(relation)).rejects.toThrow();
});

test('a join that is refused or cancelled leaves no table and says why', async () => {
  const { workbench, join } = await openBoth();
  const { tables } = workbench;
  await tables.join({ ...join, spec: { ...join.spec, on: { address: 'none', range: 'range' } } });
  expect(workbench.failure()?.message).toContain('none');
  const joining = tables.join(join);
  workbench.cancel();
  await joining;
  expect(workbench.failure()).toBeNull();
  expect(tables.list()).toHaveLength(2);
});

test('further rows of the same columns are not offered to a joined table', async () => {
  const { workbench, asked, join } = await openBoth();
  await workbench.tables.join(join);
  await workbench.openFiles([file('more.csv', 'ip,at,what,owner\n10.0.0.1,2020-01-01,x,us\n')]);
  expect(asked).toMatchObject([{ kind: 'difference', to: 'log.csv' }]);
  expect(workbench.tables.list().map(({ name }) => name)).toStrictEqual([
    'log.csv',
    'ranges.csv',
    'log.csv + ranges.csv',
    'more.csv',
  ]);
});
