import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { HELP } from '../../src/cli/help.ts';
import { log, path, people, put, runBots, spoor, useFolder } from './spoor.ts';

useFolder();

const LOG = put('people.csv', log(people(3)));
const RUN = ['run', 'email-bots', '--input', `events=${LOG}`];
const OUT = ['--out', path('out')];

describe('a command line that is not understood: one sentence, the help, exit code 2', () => {
  test.each<[string[], string]>([
    [['rum'], 'There is no command "rum".'],
    [['run', ...OUT], 'Say a recipe: email-bots or a FILE.json.'],
    [
      ['run', 'email-bots', 'more', ...OUT],
      '"more" is too much; say a recipe: email-bots or a FILE.json.',
    ],
    [
      ['run', 'email-bts', ...OUT],
      'There is no recipe "email-bts"; there is email-bots, or give a FILE.json.',
    ],
    [RUN, '--out DIR is missing.'],
    [
      ['run', 'email-bots', ...OUT],
      'No file was given for the input "events": --input events=PATH.',
    ],
    [
      ['run', 'email-bots', '--input', LOG, ...OUT],
      `--input ${LOG}: expected --input events=PATH.`,
    ],
    [
      ['run', 'email-bots', '--input', `clicks=${LOG}`, ...OUT],
      'The recipe has no input "clicks"; it has events.',
    ],
    [[...RUN, ...OUT, '--csv', 'excel'], '--csv is safe or lossless, not "excel".'],
    [[...RUN, ...OUT, '--param', 'eps'], '--param eps: expected --param eps=0.4.'],
    [
      [...RUN, ...OUT, '--map', 'IPAddress=ip'],
      '--map IPAddress: the recipe has no input "IPAddress"; expected --map events.COLUMN=column',
    ],
    [
      [...RUN, ...OUT, '--map', 'constructor.x=ip'],
      '--map constructor.x: the recipe has no input "constructor"; expected --map events.COLUMN=column',
    ],
    [
      [...RUN, ...OUT, '--map', 'events.IP=ip'],
      '--map events.IP: the input events has no column "IP"; it has InboxID, ',
    ],
    [['simulate', ...OUT], 'Say what to simulate: email-clicks.'],
    [['simulate', 'packets', ...OUT], '"packets" cannot be simulated; email-clicks can.'],
    [['simulate', 'email-clicks'], '--out FILE is missing.'],
    [
      ['simulate', 'email-clicks', ...OUT, '--rows', '-5'],
      "Option '--rows' argument is ambiguous.",
    ],
    [
      ['simulate', 'email-clicks', ...OUT, '--rows', '1.5'],
      '--rows is a whole number of 0 or more, not "1.5".',
    ],
    [
      ['simulate', 'email-clicks', ...OUT, '--seed', 'x'],
      '--seed is a whole number of 0 or more, not "x".',
    ],
  ])('%j', async (args, message) => {
    const found = await spoor(...args);
    expect(found.code).toBe(2);
    expect(found.message.startsWith(message), found.message).toBe(true);
    expect(found.err).toContain(HELP.trimEnd());
    expect(existsSync(path('out'))).toBe(false);
  });
  test('an unknown option', async () => {
    const found = await spoor(...RUN, ...OUT, '--epsilon', '4');
    expect(found.code).toBe(2);
    expect(found.message).toContain("Unknown option '--epsilon'");
  });
  test('nothing at all shows the help', async () => {
    expect(await spoor()).toMatchObject({ code: 2, out: HELP });
  });
});

describe('parameters that cannot be: one sentence, exit code 1, nothing written', () => {
  test.each([
    ['eps=0', 'email-bots#/params/eps: eps must be above 0, not 0.'],
    ['eps=-0.4', 'email-bots#/params/eps: eps must be above 0, not -0.4.'],
    ['eps=abc', 'email-bots#/params/eps: eps must be a number, not "abc".'],
    ['eps=NaN', 'email-bots#/params/eps: eps must be a number, not "NaN".'],
    ['eps=Infinity', 'email-bots#/params/eps: eps must be a number, not "Infinity".'],
    ['eps=0,4', 'email-bots#/params/eps: eps must be a number, not "0,4".'],
    ['minPts=0', 'email-bots#/params/minPts: minPts must be 1 or more, not 0.'],
    ['minPts=2.5', 'email-bots#/params/minPts: minPts must be a whole number, not 2.5.'],
    [
      'gapSeconds=-1',
      'email-bots#/params/gapSeconds: New session if gap over must be 0 or more, not -1.',
    ],
    ['key=IP', 'email-bots#/params/key: Session key is one of ipua, ip, inbox, not "IP".'],
    ['esp=1', 'email-bots#/params/esp: no parameter "esp"; did you mean "eps"?'],
    ['__proto__=1', 'email-bots#/params/__proto__: no parameter "__proto__"'],
  ])('%s', async (param, message) => {
    const found = await runBots(LOG, 'out', '--param', param);
    expect(found).toMatchObject({ code: 1, message });
    expect(existsSync(path('out'))).toBe(false);
  });
});

describe('recipes from files', () => {
  test.each([
    ['{"version": 1', 'this is no JSON: '],
    ['{"version": 9}', '#/version: version 9 is not known here; this Spoor reads version 1'],
    ['[]', 'a recipe is a JSON object'],
    ['{}', '#/version: version is missing: is this a recipe?'],
  ])('%s', async (content, message) => {
    const file = put('recipe.json', content);
    const found = await spoor('run', file, '--input', `events=${LOG}`, ...OUT);
    expect(found.code).toBe(1);
    expect(
      found.message.startsWith(message.startsWith('#') ? file + message : `${file}: ${message}`),
      found.message,
    ).toBe(true);
  });
  test('that is not there', async () => {
    const found = await spoor('run', path('none.json'), '--input', `events=${LOG}`, ...OUT);
    expect(found).toMatchObject({ code: 1, message: `There is no file ${path('none.json')}.` });
  });
  test('every fault is told, each on a line of its own', async () => {
    const faults = {
      version: 1,
      id: 'x',
      title: 'x',
      inputs: { events: {} },
      steps: [{ op: 'a' }, { op: 'b' }],
    };
    const file = put('faults.json', JSON.stringify(faults));
    const found = await spoor('run', file, '--input', `events=${LOG}`, ...OUT);
    expect(found.message).toBe(
      `${file}#/steps/0/op: no step "a"\n  ${file}#/steps/1/op: no step "b"`,
    );
  });
});

test('as a program of its own: exit code, streams, and an engine that it opens itself', () => {
  const program = fileURLToPath(new URL('../../scripts/spoor.mjs', import.meta.url));
  const start = (...args: string[]) =>
    spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  const ran = start(...RUN, '--out', path('program'));
  expect(ran.stderr).toContain('26 tables written');
  expect([ran.status, ran.stdout]).toStrictEqual([0, '']);
  expect(existsSync(path('program/reputation_cidr.csv'))).toBe(true);
  const refused = start(...RUN, '--out', path('program'), '--param', 'eps=0');
  expect([refused.status, refused.stdout]).toStrictEqual([1, '']);
});
