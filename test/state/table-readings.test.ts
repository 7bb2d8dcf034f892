import { createRoot } from 'solid-js';
import { afterEach, expect, test } from 'vitest';
import { withColumn } from '../../src/state/reader.ts';
import type { Workbench } from '../../src/state/workbench.ts';
import { file, log, openWorkbench } from './workbench.ts';

const LOCAL = log(300).replaceAll(/2020-01-01 (\d\d:\d\d:\d\d)/g, '02/03/2020 $1');
const WHEN = { format: { pattern: '%d/%m/%Y %H:%M:%S' }, zone: 'UTC' } as const;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(): Promise<Workbench> {
  const { workbench, close } = await openWorkbench();
  closing.push(close);
  return workbench;
}

test('a load that asks is no failure; put aside, the question comes back; its answer loads and runs', async () => {
  const workbench = await open();
  await workbench.openFiles([file('log.csv', LOCAL)]);
  const { readings, tables } = workbench;
  expect(workbench.failure()).toBeNull();
  expect(workbench.result()).toBeNull();
  expect(readings.question()).toMatchObject({
    table: { name: 'log.csv' },
    question: { kind: 'time', column: 'at' },
  });
  const id = tables.list()[0]?.id ?? '';
  readings.putAside();
  expect(readings.question()).toBeNull();
  readings.askAgain(id);
  expect(readings.question()).not.toBeNull();
  // The question waits while the person changes how the table is read.
  readings.change(id);
  expect(readings.changing()?.id).toBe(id);
  expect(readings.question()).toBeNull();
  readings.change(null);
  await tables.reread(id, { reading: withColumn({}, 'at', { time: WHEN }) });
  expect(readings.question()).toBeNull();
  expect(workbench.result()?.inputs[0]?.files[0]?.rows).toBe(300);
  expect(tables.list()[0]?.loaded?.reading?.columns).toStrictEqual({ at: { time: WHEN } });
});

test('what no dialog can decide is a failure; the last good load stays, and so does the table beside it', async () => {
  const workbench = await open();
  await workbench.openFiles([file('good.csv', log(20))]);
  await workbench.openFiles([file('other.csv', 'range,owner\n10.0.0.0/8,us\n')]);
  const other = workbench.tables.list().find(({ name }) => name === 'other.csv')?.id ?? '';
  const time = { format: 'iso', zone: 'Nowhere/Never' } as const;
  await workbench.tables.reread(other, { reading: withColumn({}, 'owner', { time }) });
  expect(workbench.failure()).not.toBeNull();
  expect(workbench.readings.question()).toBeNull();
  expect(workbench.tables.find(other)?.loaded?.files[0]?.rows).toBe(1);
  expect(workbench.result()?.inputs[0]?.files[0]?.rows).toBe(20);
});

test('the model of a table tries what the table is to be loaded as', async () => {
  const workbench = await open();
  await workbench.openFiles([file('log.csv', LOCAL)]);
  const [table] = workbench.tables.list();
  if (!table) throw new Error('No table is open.');
  const [model, dispose] = createRoot((end) => [workbench.readings.createModel(table), end]);
  await expect.poll(() => model.loading()).toBe(false);
  expect(model.preview()?.columns.map(({ declared }) => declared)).toStrictEqual([
    'text',
    'timestamp',
    'text',
  ]);
  expect(model.candidates('at').map(({ label }) => label)).toStrictEqual([
    'day/month/year',
    'month/day/year',
  ]);
  model.setColumn('at', { time: WHEN });
  model.setColumn('gone', { type: 'text' });
  await expect.poll(() => model.loading()).toBe(false);
  expect(model.problem()).toBeNull();
  expect(model.preview()?.questions).toStrictEqual([]);
  // The ways that were found stay to choose from while one is tried.
  expect(model.candidates('at')).toHaveLength(2);
  expect(model.settled().reading).toStrictEqual({ columns: { at: { time: WHEN } } });
  model.setDialect({ delimiter: '' });
  await expect.poll(() => model.loading()).toBe(false);
  expect(model.preview()?.columns.map(({ source }) => source)).toStrictEqual(['ip,at,what']);
  expect(model.candidates('at')).toStrictEqual([]);
  dispose();
});
