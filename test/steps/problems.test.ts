import { describe, expect, test } from 'vitest';
import { problemsOf, type Step } from './run-steps.ts';

const COLUMNS = [
  ['IPAddress', 'text'],
  ['UserAgent', 'text'],
  ['time', 'timestamp'],
  ['x', 'number'],
  ['i', 'integer'],
] as const;
const problems = (...steps: Step[]) => problemsOf(COLUMNS, steps);
const sessionize: Step = {
  op: 'sessionize',
  as: 's',
  from: 'events',
  by: ['IPAddress'],
  time: 'time',
  gapSeconds: 1,
};
const aggregate: Step = {
  op: 'aggregate',
  as: 'a',
  from: 'events',
  by: ['IPAddress'],
  measures: { n: { count: true } },
};
const scale: Step = { op: 'scale', as: 'sc', from: 'a', id: 'i', method: 'minmax' };
const cluster: Step = {
  op: 'cluster',
  as: 'c',
  from: 'events',
  id: 'i',
  columns: ['x'],
  method: { dbscan: { eps: 1, minPts: 2 } },
};

test('steps without fault have no problems', () => {
  expect(problems(sessionize, aggregate, cluster)).toStrictEqual([]);
});

describe('columns that are not there are named, with the nearest', () => {
  test.each<[Step, string[]]>([
    [
      { ...sessionize, by: ['Usr Agent'] },
      ['/steps/0/by/0: no column "Usr Agent" in events; did you mean "UserAgent"?'],
    ],
    [
      { ...sessionize, by: ['IPAddress', 'nonsense'] },
      ['/steps/0/by/1: no column "nonsense" in events'],
    ],
    [
      { ...sessionize, time: 'tme' },
      ['/steps/0/time: no column "tme" in events; did you mean "time"?'],
    ],
    [
      { ...aggregate, carry: ['useragent'] },
      ['/steps/0/carry/0: no column "useragent" in events; did you mean "UserAgent"?'],
    ],
    [
      { ...aggregate, measures: { n: { mean: 'z' } } },
      ['/steps/0/measures/n/mean: no column "z" in events; did you mean "x"?'],
    ],
    [
      { ...aggregate, measures: { 'a/b~c': { quantile: ['y y y', 0.5] } } },
      ['/steps/0/measures/a~1b~0c/quantile/0: no column "y y y" in events'],
    ],
    [
      { ...aggregate, export: ['n', 'm'] },
      ['/steps/0/export/1: no column "m" in a; did you mean "n"?'],
    ],
    [
      { op: 'distinct', as: 'd', from: 'events', columns: ['x'] },
      ['/steps/0/by: no column "cluster" in events'],
    ],
    [
      { op: 'crosstab', as: 'd', from: 'events', by: 'x' },
      ['/steps/0/across: no column "cluster" in events'],
    ],
    [
      { op: 'reputation', as: 'd', from: 'events', by: ['x'] },
      [
        '/steps/0/session: no column "session_id" in events',
        '/steps/0/from: no column "cluster" in events',
      ],
    ],
    [
      { op: 'derive', as: 'd', from: 'events', columns: { y: { add: ['x', { ln: ['ii'] }] } } },
      ['/steps/0/columns/y/add/1/ln/0: no column "ii"; did you mean "i"?'],
    ],
    [
      { op: 'correlate', as: 'd', from: 'events', columns: { except: ['xx'] } },
      ['/steps/0/columns/0: no column "xx" in events; did you mean "x"?'],
    ],
  ])('%j', (step, expected) => {
    expect(problems(step)).toStrictEqual(expected);
  });
});

describe('columns of another type', () => {
  test.each<[Step, string[]]>([
    [{ ...sessionize, time: 'x' }, ['/steps/0/time: "x" holds number, not times']],
    [
      { ...aggregate, measures: { n: { mean: 'time' } } },
      ['/steps/0/measures/n/mean: mean takes a number column; "time" holds timestamp'],
    ],
    [
      { ...aggregate, measures: { n: { spanSeconds: 'x' } } },
      ['/steps/0/measures/n/spanSeconds: spanSeconds takes a timestamp column; "x" holds number'],
    ],
    [
      { ...aggregate, measures: { n: { quantile: ['UserAgent', 0.5] } } },
      ['/steps/0/measures/n/quantile: quantile takes a number column; "UserAgent" holds text'],
    ],
    [
      { op: 'correlate', as: 'd', from: 'events', columns: ['UserAgent'] },
      ['/steps/0/columns: "UserAgent" in events does not hold numbers'],
    ],
    [
      { ...cluster, id: 'x', columns: ['i'] },
      ['/steps/0/id: no whole-number column "x" in events'],
    ],
    [
      { op: 'crosstab', as: 'd', from: 'events', by: 'x', across: 'UserAgent' },
      ['/steps/0/across: "UserAgent" holds text; a crosstab goes across whole numbers'],
    ],
    [
      { op: 'derive', as: 'd', from: 'events', columns: { y: { lower: ['x'] } } },
      ['/steps/0/columns/y/lower/0: lower takes a text here, not a number'],
    ],
    [
      { op: 'derive', as: 'd', from: 'events', columns: { y: { equal: ['x', 'UserAgent'] } } },
      ['/steps/0/columns/y/equal/1: equal takes values of one kind, not number and text'],
    ],
    [
      {
        op: 'derive',
        as: 'd',
        from: 'events',
        columns: { y: { if: [{ isNull: ['x'] }, 0, { text: 'no' }] } },
      },
      ['/steps/0/columns/y/if/2: if takes values of one kind, not number and text'],
    ],
  ])('%j', (step, expected) => {
    expect(problems(step)).toStrictEqual(expected);
  });
});

describe('values that a step does not take', () => {
  const eps = (value: unknown, minPts: unknown = 2): Step => ({
    ...cluster,
    method: { dbscan: { eps: value, minPts } },
  });
  const at = '/steps/0/method/dbscan';
  test.each<[Step, string[]]>([
    [eps(0), [`${at}/eps: eps must be above 0.`]],
    [eps(-1), [`${at}/eps: eps must be above 0.`]],
    [eps('abc'), [`${at}/eps: eps must be a number.`]],
    [eps(1, 0), [`${at}/minPts: minPts must be 1 or more.`]],
    [eps(1, 1.5), [`${at}/minPts: minPts must be a whole number.`]],
    [{ ...sessionize, gapSeconds: -1 }, ['/steps/0/gapSeconds: The gap cannot be negative.']],
    [{ ...sessionize, by: [] }, ['/steps/0/by: At least one column is needed.']],
    [{ ...sessionize, by: 'IPAddress' }, ['/steps/0/by: A list of column names is expected.']],
    [
      { ...scale, method: 'max' },
      ['/steps/0/method: The method is one of minmax, standard, robust, log1p.'],
    ],
    [
      { ...aggregate, measures: { n: { median: 'x' } } },
      ['/steps/0/measures/n: no measure "median" of "x"; did you mean "mean"?'],
    ],
    [
      { ...aggregate, measures: { n: { distnct: 'x' } } },
      ['/steps/0/measures/n: no measure "distnct" of "x"; did you mean "distinct"?'],
    ],
    [{ ...aggregate, measures: { n: {} } }, ['/steps/0/measures/n: a measure has one function']],
    [
      { ...aggregate, measures: { n: 'count' } },
      [
        '/steps/0/measures/n: A measure is {"count": true}, {"quantile": [column, share]} or {"function": column}.',
      ],
    ],
    [
      { op: 'derive', as: 'd', from: 'events', columns: { y: { sqrt: ['x'] } } },
      ['/steps/0/columns/y: no function "sqrt"'],
    ],
    [
      { op: 'derive', as: 'd', from: 'events', columns: { y: { add: ['x'] } } },
      ['/steps/0/columns/y/add: add takes 2 arguments, not 1'],
    ],
    [
      { op: 'derive', as: 'd', from: 'events', columns: { session_id: 'x' } },
      [
        '/steps/0/columns/session_id: "session_id" is a name that Spoor itself gives; choose another',
      ],
    ],
  ])('%j', (step, expected) => {
    expect(problems(step)).toStrictEqual(expected);
  });
});

describe('tables that a step cannot work on', () => {
  const counted = { ...aggregate, as: 'counted' };
  test.each<[string, Step[], string[]]>([
    [
      'groups have no order of reading',
      [counted, { ...sessionize, from: 'counted' }],
      ['/steps/1/from: no column "_row" in counted', '/steps/1/time: no column "time" in counted'],
    ],
    [
      'nor for first and last',
      [counted, { ...aggregate, from: 'counted', measures: { f: { first: 'n' } } }],
      ['/steps/1/measures/f/first: no column "_row" in counted'],
    ],
    [
      'sessions of sessions',
      [sessionize, { ...sessionize, as: 't', from: 's' }],
      [
        '/steps/1: t would have two columns "session_id"',
        '/steps/1: t would have two columns "gapSeconds"',
        '/steps/1: t would have two columns "sessionEvents"',
      ],
    ],
    [
      'a group twice',
      [{ ...aggregate, by: ['x', 'x'] }],
      ['/steps/0: a would have two columns "x"'],
    ],
    [
      'a measure called as its group',
      [{ ...aggregate, measures: { ipaddress: { count: true } } }],
      [
        '/steps/0: a would have columns "IPAddress" and "ipaddress", which differ in letter case only',
      ],
    ],
    [
      'a derived column of another case',
      [{ op: 'derive', as: 'd', from: 'events', columns: { TIME: 'x' } }],
      ['/steps/0: d would have columns "time" and "TIME", which differ in letter case only'],
    ],
    [
      'nothing to scale',
      [
        {
          op: 'scale',
          as: 'd',
          from: 'counted',
          columns: { except: ['n'] },
          id: 'n',
          method: 'minmax',
        },
      ],
      ['/steps/0/from: no table "counted" before this step'],
    ],
  ])('%s', (_, steps, expected) => {
    expect(problems(...steps)).toStrictEqual(expected);
  });
});

test('all problems are told at once, each at its place', () => {
  expect(problems({ ...sessionize, by: ['a', 'UserAgent', 'b'], time: 'c' })).toHaveLength(3);
});
