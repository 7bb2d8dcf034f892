import { createRoot } from 'solid-js';
import { expect, test } from 'vitest';
import { ReadError, type LoadRequest, type Preview, type Reject } from '../../src/engine/ports.ts';
import type { SniffedDialect } from '../../src/engine/reading.ts';
import { reasonsOf } from '../../src/state/reasons.ts';
import { createReaderModel, type ReaderModel } from '../../src/state/reader.ts';

const FOUND: SniffedDialect = {
  encoding: 'utf-8',
  delimiter: ';',
  quote: '"',
  skip: 0,
  comment: '',
  header: 'first',
  short: 'reject',
  confidence: { encoding: 1, delimiter: 0.6, quote: 1, skip: 1, comment: 1, header: 1, short: 1 },
};

const previewOf = (more: Partial<Preview> = {}): Preview => ({
  table: {
    name: '',
    format: 'csv',
    containers: [],
    columns: [{ name: 'n', type: null }],
    dialect: FOUND,
    warnings: [],
  },
  lines: [],
  columns: [{ name: 'n', source: 'n', type: 'integer', declared: null }],
  rows: [],
  records: 0,
  rejected: 0,
  rejects: [],
  whole: true,
  missing: [],
  pivoted: null,
  questions: [],
  warnings: [],
  ...more,
});

interface Asked {
  readonly request: LoadRequest;
  readonly file: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly answer: (preview: Preview) => void;
  readonly fail: (thrown: unknown) => void;
}

/** A model over a reader that answers when it is told to. */
function setUp(): {
  model: ReaderModel;
  asked: Asked[];
  next: () => Promise<Asked>;
  end: () => void;
} {
  const asked: Asked[] = [];
  const files = [
    { name: 'a.csv', blob: new Blob(['n']) },
    { name: 'b.csv', blob: new Blob(['n']) },
  ];
  const reader = {
    preview: (
      request: LoadRequest,
      options?: { file?: number; signal?: AbortSignal | undefined },
    ) =>
      new Promise<Preview>((answer, fail) => {
        asked.push({ request, file: options?.file, signal: options?.signal, answer, fail });
      }),
  };
  return createRoot((end) => {
    const model = createReaderModel(
      { files, reading: { only: ['n'] } },
      (draft) => ({ input: 'e', relation: '', types: {}, mapping: {}, ...draft }),
      () => Promise.resolve(reader),
      1,
    );
    let heard = 0;
    const next = async (): Promise<Asked> => {
      await expect.poll(() => asked.length).toBeGreaterThan(heard);
      heard = asked.length;
      return asked.at(-1);
    };
    return { model, asked, next, end };
  });
}

test('a change is read at once, the last good preview stays meanwhile, and a newer aborts an older', async () => {
  const { model, next, end } = setUp();
  const first = await next();
  expect(model.loading()).toBe(true);
  first.answer(previewOf());
  await expect.poll(model.loading).toBe(false);
  expect(model.dialect()?.delimiter).toBe(';');

  model.setDialect({ delimiter: ',' });
  const second = await next();
  expect(second.request.files[1]?.dialect).toStrictEqual({ delimiter: ',' });
  expect(model.preview()).not.toBeNull();
  expect(model.dialect()?.delimiter).toBe(',');
  model.setColumn('n', { type: 'text' });
  expect(second.signal?.aborted).toBe(true);
  const third = await next();
  expect(third.request.reading).toStrictEqual({ only: ['n'], columns: { n: { type: 'text' } } });
  second.answer(previewOf({ records: 2 }));
  third.answer(previewOf({ records: 3 }));
  await expect.poll(() => model.preview()?.records).toBe(3);
  end();
});

test('a wide table is made long, which is something said, and goes with all that was said', async () => {
  const { model, next, end } = setUp();
  (await next()).answer(previewOf());
  await expect.poll(model.loading).toBe(false);
  expect([model.unpivot(), model.said()]).toStrictEqual([undefined, false]);
  const unpivot = { pattern: '^(n)$', names: ['what'], value: 'value' };
  model.setUnpivot(unpivot);
  const { request } = await next();
  expect(request.reading).toStrictEqual({ only: ['n'], unpivot });
  expect([model.unpivot(), model.said()]).toStrictEqual([unpivot, true]);
  model.setUnpivot(undefined);
  expect(model.draft().reading).toStrictEqual({ only: ['n'] });
  model.setUnpivot(unpivot);
  model.reset();
  expect(model.draft().reading).toStrictEqual({ only: ['n'] });
  end();
});

test('many changes in a row are read once', async () => {
  const { model, asked, next, end } = setUp();
  (await next()).answer(previewOf());
  for (const comment of ['a', 'ab', 'abc']) model.setDialect({ comment });
  expect((await next()).request.files[0]?.dialect).toStrictEqual({ comment: 'abc' });
  expect(asked).toHaveLength(2);
  end();
});

test('a dialect is one file’s or all files’, and goes back to what was found', async () => {
  const { model, next, end } = setUp();
  (await next()).answer(previewOf());
  model.setAllFiles(false);
  model.show(1);
  model.setDialect({ skip: 2, quote: '' });
  expect(model.draft().files.map((file) => file.dialect)).toStrictEqual([
    undefined,
    { skip: 2, quote: '' },
  ]);
  expect(model.isSaid('skip')).toBe(true);
  expect((await next()).file).toBe(1);
  model.unsetDialect('skip');
  expect(model.isSaid('skip')).toBe(false);
  model.setColumn('n', { type: 'text' });
  expect(model.said()).toBe(true);
  model.reset();
  expect(model.draft().files.some((file) => 'dialect' in file)).toBe(false);
  expect(model.draft().reading).toStrictEqual({ only: ['n'] });
  expect(model.said()).toBe(false);
  end();
});

test('what cannot be read is said, with what a person can decide, and goes when it can', async () => {
  const { model, next, end } = setUp();
  (await next()).answer(previewOf());
  await expect.poll(model.loading).toBe(false);
  model.setDialect({ delimiter: 'x' });
  const question = { kind: 'time' as const, column: 'n', candidates: [] };
  (await next()).fail(new ReadError('ambiguous-time', 'Day or month?', 'a.csv', 2, question));
  await expect.poll(() => model.problem()).toStrictEqual({ message: 'Day or month?', question });
  expect(model.preview()).not.toBeNull();
  model.unsetDialect('delimiter');
  (await next()).answer(previewOf());
  await expect.poll(model.problem).toBeNull();
  end();
});

test('nothing is read once the view is closed', async () => {
  const { asked, next, end } = setUp();
  const first = await next();
  end();
  expect(first.signal?.aborted).toBe(true);
  expect(asked).toHaveLength(1);
});

const reject = (reason: string, text: string, column: string | null = null, line = 2): Reject => ({
  file: 'a.csv',
  line,
  column,
  reason,
  text,
});

test('rejected records are counted by reason, with what helps', () => {
  const reasons = reasonsOf(
    [
      reject('1 field, 3 expected', 'x'),
      reject('not a time: expected e.g. 2020-01-17 09:03:00', '17/01/2020', 't', 3),
      reject('not a time: expected e.g. 2020-01-17 09:03:00', '18/01/2020', 't', 4),
      reject('not a whole number: expected e.g. 42', 'x', 'role', 5),
    ],
    FOUND,
    new Set(['role']),
  );
  expect(reasons.map(({ count, first, fix }) => [count, first.line, fix?.label])).toStrictEqual([
    [2, 3, 'Say how'],
    [1, 2, 'Fill short records'],
    [1, 5, undefined],
  ]);
});

test.each([
  ['1 field, 3 expected', 'a,b,c', { delimiter: ',' }],
  ['1 field, 3 expected', '# made by hand', { comment: '#' }],
  ['2 fields, 3 expected', 'a;b', { short: 'fill' }],
  ['4 fields, 3 expected', 'a;b;c;d', null],
  ['not written in UTF-8', 'M\ufffdller', { encoding: 'windows-1252' }],
  ['the quote opened here is never closed, up to line 9', '"a;b', { quote: '' }],
])('against "%s" in %j helps %j', (reason, text, change) => {
  const [found] = reasonsOf([reject(reason, text)], FOUND, new Set());
  expect(found?.fix?.kind === 'dialect' ? found.fix.change : null).toStrictEqual(change);
  expect(reasonsOf([reject(reason, text)], null, new Set())[0]?.fix).toBeNull();
});
