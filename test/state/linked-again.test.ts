import { afterEach, expect, test } from 'vitest';
import { linkedAgain, wayBack } from '../../src/state/linked-again.ts';
import type { OpenTable } from '../../src/state/open-table.ts';
import type { Workbench } from '../../src/state/workbench.ts';
import { file, log, openWorkbench } from './workbench.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const OWNERS = 'ip,owner\n10.0.0.1,us\n';

/** Events joined with owners, playing the recipe's input. */
async function openJoined() {
  const { workbench, close } = await openWorkbench();
  closing.push(close);
  await workbench.openFiles([file('a.csv', log(50))]);
  await workbench.openFiles([file('b.csv', OWNERS)]);
  const id = (name: string): string =>
    workbench.tables.list().find((table) => table.name === name)?.id ?? '';
  await workbench.tables.join({
    leftId: id('a.csv'),
    rightId: id('b.csv'),
    spec: { on: [{ left: 'ip', right: 'ip' }], columns: { owner: 'owner' } },
    name: 'both',
    input: 'events',
  });
  return { workbench, id };
}

const matched = ({ result }: Workbench): number | undefined =>
  result()?.steps.find(({ op }) => op === 'join')?.facts['matched'];

test('a file that is opened again takes its place in the join, and the recipe runs on it as before', async () => {
  const { workbench, id } = await openJoined();
  const before = workbench.result();
  expect(matched(workbench)).toBe(7);
  await workbench.tables.remove(id('b.csv'));
  await workbench.run();
  expect(workbench.failure()?.message).toContain('b.csv, which is closed: open b.csv again');
  expect(workbench.result()).toBe(before);

  await workbench.openFiles([file('b.csv', OWNERS)]);
  expect(workbench.failure()).toBeNull();
  expect([workbench.result()?.id, workbench.stale()]).toStrictEqual([before?.id, false]);
  expect(workbench.tables.playing(id('both'))).toBe('events');

  // With other rows it is another run.
  await workbench.tables.remove(id('b.csv'));
  await workbench.openFiles([file('b.csv', `${OWNERS}10.0.0.2,them\n`)]);
  expect(workbench.failure()).toBeNull();
  expect([matched(workbench), workbench.tables.find(id('both'))?.joined?.facts['matched']]).toEqual(
    [14, 14],
  );

  // So it is with the events, of which it has all columns and the roles.
  await workbench.tables.remove(id('a.csv'));
  await workbench.openFiles([file('a.csv', log(20))]);
  expect(workbench.failure()).toBeNull();
  expect(workbench.tables.find(id('both'))?.joined?.rows).toBe(20);
  expect(workbench.result()?.inputs.map(({ files }) => files[0]?.rows)).toStrictEqual([20, 2]);
});

test('one that plays nothing keeps its rows until it is joined again', async () => {
  const { workbench, id } = await openJoined();
  await workbench.tables.use(id('a.csv'), 'events');
  workbench.tables.rename(id('b.csv'), 'Owners');
  await workbench.tables.remove(id('Owners'));
  const facts = () => workbench.tables.find(id('both'))?.joined?.facts['matched'];
  await workbench.openFiles([file('b.csv', `${OWNERS}10.0.0.2,them\n`)]);
  expect([facts(), workbench.failure()]).toStrictEqual([7, null]);
  await workbench.tables.joinAgain(id('both'));
  expect([facts(), workbench.failure()]).toStrictEqual([14, null]);
});

test('a file of that name without its columns, and one of another name, are other tables', async () => {
  const { workbench, id } = await openJoined();
  const { joined } = workbench.tables.find(id('both'))!;
  await workbench.tables.remove(id('b.csv'));
  await workbench.openFiles([file('b.csv', 'ip,who\n10.0.0.1,us\n')]);
  await workbench.openFiles([file('c.csv', OWNERS)]);
  expect(workbench.tables.find(id('both'))?.joined?.right).toStrictEqual(joined?.right);
  await workbench.run();
  expect(workbench.failure()?.message).toContain('open b.csv again, with the columns that it had');
});

test('what is open is not linked elsewhere, and a joined table takes no place', async () => {
  const { workbench, id } = await openJoined();
  const open = workbench.tables.list();
  const [, b] = open;
  const copy: OpenTable = { ...b!, id: 'copy' };
  expect(linkedAgain(open, [copy])).toStrictEqual(open);
  const others = open.filter((table) => table !== b);
  const { joined } = others[1]!;
  expect(linkedAgain(others, [{ ...copy, joined }])).toStrictEqual(others);
  expect(linkedAgain(others, [copy])[1]?.joined?.right.id).toBe('copy');
  expect(wayBack({ ...joined!.right, name: 'both', files: '' })).toBe('join both anew');
  expect(id('both')).not.toBe('');
});
