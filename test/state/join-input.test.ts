import { afterEach, expect, test } from 'vitest';
import { documentText } from '../../src/engine/export/document-text.ts';
import { runJson } from '../../src/engine/export/run-json.ts';
import { exportTables } from '../../src/engine/export/tables.ts';
import { writeTable } from '../../src/engine/export/table-format.ts';
import { versions } from '../../src/cli/versions.ts';
import { writeParquet } from '../../src/readers/parquet/write.ts';
import { parse } from '../../src/recipe/parse.ts';
import { builtInRecipe } from '../../src/recipes/index.ts';
import type { Asked } from '../../src/state/questions.ts';
import type { Workbench } from '../../src/state/workbench.ts';
import { csvs, path, put, spoor, timeless, useFolder } from '../cli/spoor.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { simulatedLog } from '../engine/small-run.ts';
import { file, openWorkbench } from './workbench.ts';

useFolder();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Files of the names and texts, each a table, in the order given. */
async function openAll(
  files: Readonly<Record<string, string>>,
  answer: (question: Asked) => void = () => undefined,
) {
  const { workbench, asked, close } = await openWorkbench((question) => {
    if (question.kind === 'difference') question.answer('separate');
    else answer(question);
  });
  closing.push(close);
  for (const [name, text] of Object.entries(files)) await workbench.openFiles([file(name, text)]);
  const id = (name: string) =>
    workbench.tables.list().find((table) => table.name === name)?.id ?? name;
  return { workbench, asked, id };
}

/** What the page saves of the shown result. */
async function saved({ result }: Workbench) {
  const shown = result();
  if (!shown) throw new Error('Nothing was run.');
  const database = await sharedDatabase();
  const tables: Record<string, string> = {};
  const rows: Record<string, number> = {};
  for (const table of await exportTables(shown, database)) {
    const options = {
      safe: false,
      parquet: writeParquet,
      onRows: (n: number) => (rows[table.name] = n),
    };
    rows[table.name] = 0;
    let text = '';
    for await (const piece of writeTable('csv', table, database, options))
      text += typeof piece === 'string' ? piece : new TextDecoder().decode(piece);
    tables[`${table.name}.csv`] = text;
  }
  const record = JSON.parse(
    JSON.stringify(runJson(shown, rows, versions())),
    (key, value: unknown) => (key === 'ms' ? 0 : value),
  ) as unknown;
  return { tables, record, recipe: documentText(shown.recipe.json) };
}

let runs = 0;
/** Runs the saved recipe headless over the same files. */
async function headless(
  recipe: string,
  inputs: Readonly<Record<string, string>>,
  ...more: string[]
) {
  const given = Object.entries(inputs).flatMap(([input, at]) => ['--input', `${input}=${at}`]);
  runs += 1;
  const out = `headless ${String(runs)}`;
  const ran = await spoor('run', put('recipe.json', recipe), ...given, ...more, '--out', path(out));
  expect(ran.code, ran.err).toBe(0);
  return { tables: csvs(out), record: timeless(out) };
}

const RANGES = 'prefix,owner\n10.0.0.0/8,ten\n2001:db8::/32,six\n0.0.0.0/1,low\nnone,x\n';

test('the e-mail analysis on clicks joined to ranges: the recipe that is saved gives the same bytes headless', async () => {
  const clicks = simulatedLog(3, 400);
  const { workbench, id } = await openAll({ 'clicks.csv': clicks, 'ranges.csv': RANGES });
  const bots = builtInRecipe('email-bots')!;
  await workbench.openRecipe(bots);
  const before = workbench.result();
  const ip = Object.keys(bots.inputs['events'] ?? {}).find((name) => /ip/i.test(name)) ?? '';
  await workbench.tables.join({
    leftId: id('clicks.csv'),
    rightId: id('ranges.csv'),
    spec: {
      on: { address: ip, range: 'prefix' },
      columns: { owner: 'owner' },
      matched: 'in cloud',
    },
    name: 'both',
    input: 'events',
  });
  expect(workbench.failure()).toBeNull();
  expect(workbench.tables.playing(id('both'))).toBe('events');
  expect(workbench.stale()).toBe(false);
  const result = workbench.result()!;
  expect(result.id).not.toBe(before?.id);
  expect(workbench.recipe()).toBe(bots);
  // Ranges played no part in the clusters.
  expect(result.clusters).toStrictEqual(before?.clusters);
  const page = await saved(workbench);
  const { tables, record } = await headless(page.recipe, {
    events: put('clicks.csv', clicks),
    ranges: put('ranges.csv', RANGES),
  });
  expect(tables).toStrictEqual(page.tables);
  expect(record).toStrictEqual(page.record);
  expect(record).toMatchObject({
    id: result.id,
    inputs: [
      { name: 'events', files: [{ name: 'clicks.csv', rows: 400 }] },
      {
        name: 'ranges',
        files: [{ name: 'ranges.csv', rows: 4, sha256: expect.any(String) as string }],
      },
    ],
    joins: { events: { rowsIn: 400, badRanges: 1 } },
  });
});

const small = (inputs: object) => {
  const parsed = parse({
    version: 1,
    id: 'small',
    title: 'Small',
    inputs,
    steps: [{ op: 'source', as: 'log', input: 'events' }],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
};
const HITS = 'src,net,note\n10.0.0.1,007,a\n2001:db8::5,8,b\n192.0.2.1,,c\nhidden,9,d\n';
const NETS = 'net,title\n007,Bond\n8,Eight\n';

test('joins of joins by equal keys and by IPv4 and IPv6 ranges; a role is asked for, typed in its file, and its key with it', async () => {
  const files = { 'hits.csv': HITS, 'nets.csv': NETS, 'ranges.csv': RANGES };
  const { workbench, asked, id } = await openAll(files, (question) => {
    const owner = question.kind === 'columns' && question.available.includes('owner');
    question.answer((owner ? { who: 'owner' } : null) as never);
  });
  await workbench.openRecipe(small({ events: { src: 'text', net: 'text', who: 'text' } }));
  await workbench.tables.join({
    leftId: id('hits.csv'),
    rightId: id('ranges.csv'),
    spec: { on: { address: 'src', range: 'prefix' }, columns: { owner: 'owner' } },
    name: 'one',
  });
  // As they are read, 007 is the number 7 on both sides; the recipe says that it is a text.
  await workbench.tables.join({
    leftId: id('one'),
    rightId: id('nets.csv'),
    spec: { on: [{ left: 'net', right: 'net' }], columns: { title: 'title' }, matched: 'known' },
    name: 'two',
    input: 'events',
  });
  expect(asked.at(-1)).toMatchObject({
    table: 'two',
    missing: ['who'],
    available: ['src', 'net', 'note', 'owner', 'title', 'known'],
  });
  expect(workbench.failure()).toBeNull();
  const page = await saved(workbench);
  expect(page.tables['log.csv']?.replaceAll('\r', '')).toBe(
    '_row,src,net,note,who,title,known\n0,10.0.0.1,007,a,ten,Bond,true\n1,2001:db8::5,8,b,six,Eight,true\n2,192.0.2.1,,c,,,false\n3,hidden,9,d,,,false\n',
  );
  const { tables, record } = await headless(page.recipe, {
    events: put('hits.csv', HITS),
    nets: put('nets.csv', NETS),
    ranges: put('ranges.csv', RANGES),
  });
  expect(tables).toStrictEqual(page.tables);
  expect(record).toStrictEqual(page.record);
});

test('what becomes of it when its tables are read again or closed', async () => {
  const { workbench, id } = await openAll({ 'hits.csv': HITS, 'ranges.csv': RANGES });
  await workbench.openRecipe(small({ events: { src: 'text' } }));
  await workbench.tables.join({
    leftId: id('hits.csv'),
    rightId: id('ranges.csv'),
    spec: { on: { address: 'src', range: 'prefix' }, columns: { owner: 'owner' } },
    name: 'both',
    input: 'events',
  });
  const facts = () => workbench.tables.find(id('both'))?.joined?.facts['matched'];
  const run = () => workbench.result()?.steps.find(({ op }) => op === 'join')?.facts['matched'];
  expect([facts(), run()]).toStrictEqual([2, 2]);
  const { id: first } = workbench.result()!;
  // While it plays, it follows its tables; other ranges are another run.
  await workbench.tables.replaceFile(
    id('ranges.csv'),
    0,
    file('ranges.csv', 'prefix,owner\n192.0.2.1,doc\n'),
  );
  expect([facts(), run(), workbench.failure()]).toStrictEqual([1, 1, null]);
  expect(workbench.result()!.id).not.toBe(first);

  // Else it stays as it was made, until it is joined again.
  await workbench.tables.use(id('hits.csv'), 'events');
  expect(run()).toBeUndefined();
  await workbench.tables.replaceFile(id('ranges.csv'), 0, file('ranges.csv', RANGES));
  expect(facts()).toBe(1);
  const relation = workbench.tables.find(id('both'))?.loaded?.relation;
  await workbench.tables.joinAgain(id('both'));
  expect(workbench.tables.find(id('both'))?.loaded?.relation).not.toBe(relation);
  expect([facts(), workbench.failure()]).toStrictEqual([2, null]);

  // What lacks a column that the join takes says so; the last good rows stay.
  await workbench.tables.use(id('both'), 'events');
  const last = workbench.result();
  await workbench.tables.replaceFile(
    id('ranges.csv'),
    0,
    file('ranges.csv', 'range,owner\n192.0.2.1,doc\n'),
  );
  expect(workbench.failure()?.message).toContain('There is no column "prefix"');
  expect(workbench.result()).toBe(last);
  expect(workbench.tables.find(id('both'))?.loaded).not.toBeNull();
  await workbench.tables.replaceFile(id('ranges.csv'), 0, file('ranges.csv', RANGES));
  expect(workbench.failure()).toBeNull();

  const shown = workbench.result();
  await workbench.tables.remove(id('ranges.csv'));
  expect(workbench.result()).toBe(shown);
  await workbench.run();
  expect(workbench.failure()?.message).toBe(
    'both was joined from ranges.csv, which is closed: open ranges.csv again, with the columns that it had, or let another table play the input.',
  );
  expect([workbench.result(), workbench.stale()]).toStrictEqual([shown, true]);
  await workbench.tables.remove(id('both'));
  expect(workbench.tables.playing(id('hits.csv'))).toBe('events');
  expect([workbench.failure(), run()]).toStrictEqual([null, undefined]);
});
