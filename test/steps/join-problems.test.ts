import { describe, expect, test } from 'vitest';
import { BOTH, EVENTS, SERVICES } from './join-cases.ts';
import { problemsOf, type Step } from './run-steps.ts';

describe('problems', () => {
  const columns = [...EVENTS.columns, ['size', 'number'] as const];
  const problems = (step: Step) => problemsOf(columns, [step], { other: SERVICES.columns });
  test.each<[Step, string[]]>([
    [BOTH, []],
    [
      { ...BOTH, with: 'othr' },
      ['/steps/0/with: no table "othr" before this step; did you mean "other"?'],
    ],
    [
      { ...BOTH, on: [{ left: 'ipp', right: 'adress' }] },
      [
        '/steps/0/on/0/left: no column "ipp" in events; did you mean "ip"?',
        '/steps/0/on/0/right: no column "adress" in other; did you mean "address"?',
      ],
    ],
    [
      { ...BOTH, on: [{ left: 'port', right: 'address' }] },
      [
        '/steps/0/on/0: "port" of events holds integer, "address" of other holds text: values of two types are never equal; give both columns one type under inputs',
      ],
    ],
    [
      { ...BOTH, columns: { service: 'nme' } },
      ['/steps/0/columns/service: no column "nme" in other; did you mean "name"?'],
    ],
    [
      { ...BOTH, columns: { cluster: 'name' } },
      ['/steps/0/columns/cluster: "cluster" is a name that Spoor itself gives; choose another'],
    ],
    [
      { ...BOTH, columns: { IP: 'name' } },
      ['/steps/0: tagged would have columns "ip" and "IP", which differ in letter case only'],
    ],
    [
      { ...BOTH, columns: {} },
      [
        '/steps/0: the join would change nothing: name columns to take, a column "matched", or "unmatched": "drop"',
      ],
    ],
    [{ ...BOTH, on: [] }, ['/steps/0/on: At least one pair of columns is needed.']],
    [
      { ...BOTH, on: { address: 'ip' } },
      [
        '/steps/0/on: on is a list of {"left", "right"}, {"address", "range"} or {"address", "first", "last"}.',
      ],
    ],
    [{ ...BOTH, unmatched: 'no' }, ['/steps/0/unmatched: unmatched is keep or drop.']],
    [{ ...BOTH, several: 'all' }, ['/steps/0/several: several is refuse or first.']],
    [
      { ...BOTH, on: { address: 'size', range: 'number' }, several: 'first' },
      [
        '/steps/0/on/address: "size" of events holds number; addresses are text, or whole numbers of IPv4',
        '/steps/0/on/range: "number" of other holds integer; ranges are text, such as 192.0.2.0/24',
        '/steps/0/several: several is for equal keys; of several ranges the narrowest counts',
      ],
    ],
    [
      { ...BOTH, on: { address: 'ip', first: 'since', last: 'x' } },
      [
        '/steps/0/on/first: "since" of other holds timestamp; addresses are text, or whole numbers of IPv4',
        '/steps/0/on/last: no column "x" in other',
      ],
    ],
  ])('%#', (step, expected) => {
    expect(problems(step)).toStrictEqual(expected);
  });
});
