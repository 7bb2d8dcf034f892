import { describe, expect, test } from 'vitest';
import {
  effectiveJudgement,
  NO_VERDICTS,
  parseJudgement,
  suspectClusters,
  verdictsOf,
} from '../../src/engine/judgement.ts';

const parsed = (json: unknown) => parseJudgement(JSON.stringify(json));
const problems = (text: string): string[] => {
  const outcome = parseJudgement(text);
  return outcome.ok ? [] : outcome.problems.map((p) => `${p.pointer}: ${p.message}`);
};

describe('reading', () => {
  test('what may be left out gets its default', () => {
    const outcome = parsed({
      version: 1,
      run: 'abc',
      clusters: { 1: { suspect: true }, 2: { name: 'AWS' } },
    });
    expect(outcome).toStrictEqual({
      ok: true,
      value: {
        version: 1,
        run: 'abc',
        noiseSuspect: false,
        clusters: { 1: { name: '', suspect: true, note: '' }, 2: { name: 'AWS', note: '' } },
      },
    });
    expect(outcome.ok && verdictsOf(outcome.value)).toStrictEqual({
      noiseSuspect: false,
      suspects: { 1: true },
    });
  });
  test.each([
    ['{', /^: this is no JSON: /],
    ['{"version": 2, "run": "x"}', /^\/version: Only version 1 of a judgement is known here\.$/],
    ['{"version": 1}', /^\/run: "run" is missing$/],
    [
      '{"version": 1, "run": "x", "noise": true}',
      /^\/noise: nothing called "noise" is known here$/,
    ],
    [
      '{"version": 1, "run": "x", "clusters": {"-1": {}}}',
      /^\/clusters\/-1: A cluster is named by its number\.$/,
    ],
    [
      '{"version": 1, "run": "x", "clusters": {"1": {"suspect": "yes"}}}',
      /^\/clusters\/1\/suspect: /,
    ],
    [
      '{"version": 1, "run": "x", "clusters": {"1": {"sus": true}}}',
      /^\/clusters\/1\/sus: nothing called "sus" is known here$/,
    ],
  ])('%s', (text, expected) => {
    const found = problems(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });
});

describe('verdicts', () => {
  test.each<[string, number[], Record<number, boolean>, boolean[]]>([
    ['the most events are organic', [10, 30, 20], {}, [true, false, true]],
    ['ties go to the lowest number', [5, 9, 9], {}, [true, false, true]],
    ['a person goes first', [10, 30, 20], { 0: false, 1: true }, [false, true, true]],
    ['no clusters', [], { 0: true }, []],
    ['one cluster', [7], {}, [false]],
  ])('%s', (_, events, suspects, expected) => {
    expect(suspectClusters(events, { noiseSuspect: false, suspects })).toStrictEqual(expected);
  });
  test('nobody has judged: no verdicts', () => expect(verdictsOf(null)).toStrictEqual(NO_VERDICTS));
});

test('the judgement that is written has the defaults in it, and reads back the same', () => {
  const given = parsed({
    version: 1,
    run: 'other',
    noiseSuspect: true,
    clusters: { 1: { name: 'bots', suspect: false, note: 'n' }, 9: { suspect: true } },
  });
  if (!given.ok) throw new Error('not read');
  const written = effectiveJudgement('run', [1, 2, 3], given.value);
  expect(written).toStrictEqual({
    version: 1,
    run: 'run',
    noiseSuspect: true,
    clusters: {
      0: { name: '', suspect: true, note: '' },
      1: { name: 'bots', suspect: false, note: 'n' },
      2: { name: '', suspect: false, note: '' },
    },
  });
  expect(parsed(written)).toStrictEqual({ ok: true, value: written });
});
