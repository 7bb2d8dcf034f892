import { afterEach, expect, test } from 'vitest';
import { ReadError } from '../../src/engine/ports.ts';
import type { Asked } from '../../src/state/questions.ts';
import type { Workbench } from '../../src/state/workbench.ts';
import { relations } from '../engine/small-run.ts';
import { file, log, openWorkbench } from './workbench.ts';

const LOG = log(300);
const RANGES = 'range,owner\n10.0.0.0/8,us\n192.168.0.0/16,them\nbad\n';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(...given: Parameters<typeof openWorkbench>) {
  const opened = await openWorkbench(...given);
  closing.push(opened.close);
  return opened;
}

/** Names of tables with their rows and the input that they play. */
function shown({ tables }: Workbench): string[] {
  return tables.list().map(({ id, name, loaded, lacks }) => {
    const rows = loaded ? String(loaded.files.reduce((sum, one) => sum + one.rows, 0)) : 'none';
    return [name, rows, tables.playing(id), lacks ? `lacks ${String(lacks.roles.length)}` : null]
      .filter((word) => word !== null)
      .join(' ');
  });
}

const rowsOf = ({ result }: Workbench): number | undefined => result()?.inputs[0]?.files[0]?.rows;

test('a file that does not fit the recipe still is a table; one that fits plays the input, whatever came first', async () => {
  const { workbench, asked } = await open();
  await workbench.openFiles([file('ranges.csv', RANGES)]);
  expect(shown(workbench)).toStrictEqual(['ranges.csv 2 events lacks 3']);
  expect(workbench.tables.shown()?.loaded?.rejects).toHaveLength(1);
  expect(workbench.tables.inputs()).toBeNull();
  expect(workbench.result()).toBeNull();
  expect(workbench.failure()).toBeNull();

  await workbench.openFiles([file('log.csv', LOG)]);
  expect(asked).toStrictEqual([]);
  expect(shown(workbench)).toStrictEqual(['ranges.csv 2', 'log.csv 300 events']);
  expect(rowsOf(workbench)).toBe(300);
  expect(workbench.tables.shown()?.name).toBe('log.csv');
  expect(workbench.stale()).toBe(false);
});

test('a file that nearly fits asks for the columns at once; going away shows it, choosing later runs it', async () => {
  const renamed = LOG.replace('ip', 'client_ip');
  let answers = 0;
  const { workbench, asked } = await open((question: Asked) => {
    if (question.kind === 'columns') question.answer(answers++ === 0 ? null : { ip: 'client_ip' });
  });
  await workbench.openFiles([file('log.csv', renamed)]);
  expect(asked).toMatchObject([{ kind: 'columns', input: 'events', missing: ['ip'] }]);
  expect(shown(workbench)).toStrictEqual(['log.csv 300 events lacks 1']);
  expect(workbench.result()).toBeNull();

  await workbench.tables.chooseColumns(workbench.tables.list()[0]!.id);
  expect(shown(workbench)).toStrictEqual(['log.csv 300 events']);
  expect(workbench.result()?.inputs[0]?.mapping).toStrictEqual({ ip: 'client_ip' });
});

test('a load that fails leaves the other tables and the result; removing it mends nothing else', async () => {
  const { workbench } = await open(undefined, (real) => ({
    ...real,
    load: (request, options) =>
      request.files[0]?.name === 'broken.csv'
        ? Promise.reject(new ReadError('unreadable', 'It broke off.', 'broken.csv'))
        : real.load(request, options),
  }));
  await workbench.openFiles([file('log.csv', LOG)]);
  const before = workbench.result()?.id;
  await workbench.openFiles([file('broken.csv', 'p,q\n1,2\n'), file('empty.csv', '')]);
  expect(shown(workbench)).toStrictEqual(['log.csv 300 events', 'broken.csv none']);
  expect(workbench.result()?.id).toBe(before);
  expect(workbench.failure()?.title).toBe('empty.csv could not be read');
  expect(workbench.failure()?.message).toContain('It broke off.');
  // What failed is not tried again by something else.
  await workbench.openFiles([file('ranges.csv', RANGES)]);
  expect(workbench.failure()).toBeNull();
  expect(workbench.tables.list()[1]?.failed?.failure.message).toBe('It broke off.');
});

test('another table can play the input, and the result follows; nothing is left behind', async () => {
  const before = await relations();
  const { workbench, close } = await openWorkbench((question) => {
    if (question.kind === 'append') question.answer('new');
  });
  await workbench.openFiles([file('log.csv', LOG)]);
  await workbench.openFiles([file('more.csv', log(200))]);
  expect(shown(workbench)).toStrictEqual(['log.csv 300 events', 'more.csv 200']);
  const [first, second] = workbench.tables.list().map(({ id }) => id);
  await workbench.tables.use(second!, 'events');
  expect(shown(workbench)).toStrictEqual(['log.csv 300', 'more.csv 200 events']);
  expect(rowsOf(workbench)).toBe(200);
  workbench.tables.rename(first!, '  January ');
  expect(shown(workbench)[0]).toBe('January 300');

  await workbench.tables.remove(second!);
  expect(shown(workbench)).toStrictEqual(['January 300 events']);
  expect(rowsOf(workbench)).toBe(300);
  await workbench.tables.remove(first!);
  expect(workbench.opened()).toBe(false);
  expect(workbench.result()).toBeNull();
  await close();
  expect(await relations()).toStrictEqual(before);
});

test('a further file is appended, taken away and replaced; the last good load stays when that fails', async () => {
  const { workbench } = await open((question) => {
    if (question.kind === 'append') question.answer(question.tables[0]!.id);
  });
  await workbench.openFiles([file('log.csv', LOG)]);
  await workbench.openFiles([file('more.csv', log(200))]);
  expect(shown(workbench)).toStrictEqual(['log.csv and 1 more 500 events']);
  const { id } = workbench.tables.list()[0]!;
  await workbench.tables.removeFile(id, 0);
  expect(rowsOf(workbench)).toBe(200);

  await workbench.tables.replaceFile(id, 0, file('bad.csv', ''));
  expect(workbench.failure()?.title).toBe('bad.csv could not be read');
  expect(rowsOf(workbench)).toBe(200);
  expect(workbench.tables.shown()?.loaded?.files[0]?.name).toBe('more.csv');
  await workbench.tables.replaceFile(id, 0, file('good.csv', LOG));
  expect(rowsOf(workbench)).toBe(300);
});

test('files that differ become one table when the person says so, and the recipe runs on it', async () => {
  const wider = LOG.split('\n')
    .map((line, i) => (line === '' ? line : `${line},${i === 0 ? 'extra' : '7'}`))
    .join('\n');
  const { workbench, asked } = await open((question) => {
    if (question.kind === 'difference') question.answer('union');
  });
  await workbench.openFiles([file('a.csv', LOG), file('b.csv', wider)]);
  expect(asked.map(({ kind }) => kind)).toStrictEqual(['difference']);
  expect(shown(workbench)).toStrictEqual(['a.csv and 1 more 600 events']);
  const [input] = workbench.result()?.inputs ?? [];
  expect(input?.reading).toStrictEqual({ differing: 'union' });
  expect(input?.schema.at(-1)).toStrictEqual({ name: 'extra', type: 'integer' });
});

test('the start page keeps what is open until something else is opened there', async () => {
  const { workbench, asked } = await open();
  await workbench.openFiles([file('log.csv', LOG)]);
  workbench.close();
  workbench.reopen();
  expect(workbench.opened()).toBe(true);
  workbench.close();
  await workbench.openFiles([file('more.csv', log(200))]);
  expect(asked).toStrictEqual([]);
  expect(shown(workbench)).toStrictEqual(['more.csv 200 events']);
});
