import { describe, expect, test } from 'vitest';
import { ReadError, type Reader, type SourceFile } from '../../src/engine/ports.ts';
import { arrangeFiles } from '../../src/state/open-files.ts';
import type { Asked } from '../../src/state/questions.ts';
import type { OpenTable } from '../../src/state/tables.ts';
import { answering } from './answers.ts';

/** File name → its tables: name → columns. A file that is not listed cannot be read. */
type Files = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const FILES: Files = {
  'a.csv': { '': ['x', 'y'] },
  'b.csv': { '': ['y', 'x'] },
  'c.csv': { '': ['x', 'y', 'z'] },
  'other.csv': { '': ['p', 'q', 'r'] },
  'log.db': { events: ['x', 'y'], ranges: ['cidr', 'name'], empty: ['n'] },
};

const reader = {
  sniff: ({ name }: SourceFile) => {
    const tables = FILES[name];
    if (!tables) return Promise.reject(new ReadError('empty', 'This file is empty.', name));
    return Promise.resolve({
      file: name,
      tables: Object.entries(tables).map(([table, columns]) => ({
        name: table,
        format: 'csv',
        containers: [],
        columns: columns.map((column) => ({ name: column, type: null })),
        dialect: null,
        warnings: [],
      })),
    });
  },
} as unknown as Reader;

function open(id: string, name: string): OpenTable {
  const columns = (FILES[name]?.[''] ?? []).map((column) => ({ name: column, type: null }));
  const files = [{ name, blob: new Blob() }];
  const rest = { loaded: null, loadedAs: null, lacks: null, failed: null, joined: null };
  return { id, name, files, columns, reading: {}, mapping: {}, ...rest };
}

async function arrange(
  names: readonly string[],
  answer: (question: Asked) => void = () => {
    throw new Error('Nothing should be asked.');
  },
  tables: readonly OpenTable[] = [],
) {
  const questions = answering(answer);
  const files = names.map((name) => ({ name, blob: new Blob() }));
  const { signal } = new AbortController();
  const arranged = await arrangeFiles(files, tables, reader, questions, signal);
  const words = ({ name, files: own, columns, reading }: Omit<OpenTable, 'id'>) => ({
    name,
    files: own.map((file) => (file.table ? `${file.name}#${file.table}` : file.name)),
    columns: columns.map((column) => column.name).join(' '),
    ...reading,
  });
  return {
    tables: arranged.tables.map((table) => words(table as OpenTable)),
    appended: arranged.appended.map((table) => [table.id, words(table as never)] as const),
    failures: arranged.failures.map(({ title }) => title),
    asked: questions.asked,
  };
}

describe('files that are opened together', () => {
  test('append without a question where their columns have the same names, in any order', async () => {
    const { tables, asked } = await arrange(['a.csv', 'b.csv']);
    expect(tables).toStrictEqual([
      { name: 'a.csv and 1 more', files: ['a.csv', 'b.csv'], columns: 'x y' },
    ]);
    expect(asked).toStrictEqual([]);
  });

  test.each([
    ['union', [{ files: ['a.csv', 'c.csv', 'b.csv'], columns: 'x y z', differing: 'union' }]],
    ['common', [{ files: ['a.csv', 'c.csv', 'b.csv'], columns: 'x y', differing: 'common' }]],
    [
      'separate',
      [
        { files: ['a.csv', 'b.csv'], columns: 'x y' },
        { files: ['c.csv'], columns: 'x y z' },
      ],
    ],
    [null, []],
  ] as const)('ask what becomes of them where they differ: %s', async (choice, expected) => {
    const { tables, asked } = await arrange(['a.csv', 'c.csv', 'b.csv'], (question) => {
      if (question.kind === 'difference') question.answer(choice);
    });
    expect(tables.map(({ name: _, ...table }) => table)).toStrictEqual(expected);
    expect(asked).toMatchObject([
      {
        kind: 'difference',
        files: ['a.csv', 'c.csv', 'b.csv'],
        common: 2,
        differences: [
          {
            column: 'z',
            files: [
              { file: 'a.csv', type: null },
              { file: 'c.csv', type: 'unknown' },
              { file: 'b.csv', type: null },
            ],
          },
        ],
      },
    ]);
  });

  test('that cannot be read leave the others', async () => {
    const { tables, failures } = await arrange(['gone.csv', 'a.csv']);
    expect(tables.map(({ name }) => name)).toStrictEqual(['a.csv']);
    expect(failures).toStrictEqual(['gone.csv could not be read']);
  });
});

describe('a file of several tables', () => {
  test('asks which, and each is a table of its own', async () => {
    const { tables } = await arrange(['log.db'], (question) => {
      expect(question).toMatchObject({ kind: 'table', file: 'log.db' });
      if (question.kind === 'table') question.answer(['ranges', 'events']);
    });
    expect(tables).toStrictEqual([
      { name: 'log.db#events', files: ['log.db#events'], columns: 'x y' },
      { name: 'log.db#ranges', files: ['log.db#ranges'], columns: 'cidr name' },
    ]);
  });

  test('opens nothing when the person goes away', async () => {
    const { tables } = await arrange(['log.db', 'other.csv'], (question) => {
      question.answer(null);
    });
    expect(tables.map(({ name }) => name)).toStrictEqual(['other.csv']);
  });
});

describe('beside open tables', () => {
  const tables = [open('t1', 'a.csv'), open('t2', 'other.csv')];

  test('a file with the columns of one is appended to it, when the person says so', async () => {
    const { appended, tables: made } = await arrange(
      ['b.csv'],
      (question) => {
        expect(question).toMatchObject({
          kind: 'append',
          files: ['b.csv'],
          tables: [{ id: 't1' }],
        });
        if (question.kind === 'append') question.answer('t1');
      },
      tables,
    );
    expect(appended).toMatchObject([['t1', { files: ['a.csv', 'b.csv'] }]]);
    expect(made).toStrictEqual([]);
  });

  test.each([
    ['new', 1],
    [null, 0],
  ] as const)('or opened beside it, or not at all: %s', async (choice, count) => {
    const { appended, tables: made } = await arrange(
      ['b.csv'],
      (question) => {
        if (question.kind === 'append') question.answer(choice);
      },
      tables,
    );
    expect(appended).toStrictEqual([]);
    expect(made).toHaveLength(count);
  });

  test('a file that is much like one shows the difference; the person may append it all the same', async () => {
    const { appended } = await arrange(
      ['c.csv'],
      (question) => {
        expect(question).toMatchObject({
          kind: 'difference',
          files: ['a.csv', 'c.csv'],
          to: 'a.csv',
        });
        if (question.kind === 'difference') question.answer('union');
      },
      tables,
    );
    expect(appended).toMatchObject([
      ['t1', { files: ['a.csv', 'c.csv'], columns: 'x y z', differing: 'union' }],
    ]);
  });

  test('a file that is like none is a new table, without a question', async () => {
    const { tables: made } = await arrange(['other.csv'], undefined, [open('t1', 'a.csv')]);
    expect(made).toHaveLength(1);
  });

  test('two files go to the same table one after the other', async () => {
    const { appended } = await arrange(
      ['log.db', 'b.csv'],
      (question) => {
        if (question.kind === 'table') question.answer(['events']);
        if (question.kind === 'append') question.answer('t1');
      },
      tables,
    );
    expect(appended).toMatchObject([['t1', { files: ['a.csv', 'b.csv', 'log.db#events'] }]]);
  });
});
