import { expect, test } from 'vitest';
import { ACCESS_LOG } from '../../../src/readers/access-log/format.ts';
import { COMMON, loaded } from './logs.ts';

const matches = (text: string, whole: boolean) =>
  ACCESS_LOG.matches(new TextEncoder().encode(text), whole);

test.each([
  ['one line', COMMON, true],
  ['a line that may go on is none', COMMON, false, false],
  ['a whole line and one that may go on', `${COMMON}\nrubb`, true, false],
  ['empty lines before it', `\n\r\n${COMMON}`, true],
  ['lines that end in CRLF', `${COMMON}\r\n${COMMON}\r\n`, true],
  ['some rubbish', `${COMMON}\nrubbish\n${COMMON}\n`, true],
  ['half of it rubbish', `${COMMON}\nrubbish\n`, false],
  ['rubbish first', `rubbish\n${COMMON}\n${COMMON}\n`, false],
  ['an impossible day', COMMON.replace('17/May', '31/Feb'), false],
  ['nothing', '', false],
  ['words apart by blanks', 'a b c d e f g\n1 2 3 4 5 6 7\n', false],
  [
    'syslog',
    'May 17 08:05:01 host sshd[7]: Failed password for root from 192.0.2.1 port 22\n'.repeat(3),
    false,
  ],
  ['a W3C log', '#Version: 1.0\n#Fields: date time c-ip\n2015-05-17 08:05:01 192.0.2.1\n', false],
  ['an error log', '[Sun May 17 08:05:01 2015] [error] [client 192.0.2.1] no file\n', false],
  [
    'nginx of errors',
    '2015/05/17 08:05:01 [error] 7#7: *1 open() "/a" failed, client: 192.0.2.1\n',
    false,
  ],
  ['CSV that holds such lines', `line,n\n"${COMMON.replaceAll('"', '""')}",1\n`, false],
  ['JSON that holds such lines', `{"line":${JSON.stringify(COMMON)}}\n`, false],
  ['an access log made CSV', `h,-,-,[17/May/2015:08:05:01 +0000],"GET / HTTP/1.1",200,5\n`, false],
])('%s', (_, text, expected, whole = true) => {
  expect(matches(text, whole)).toBe(expected);
});

test('what it is called raises no doubt', async () => {
  for (const name of ['access.log', 'access.log.1', 'access'])
    expect((await loaded(`${COMMON}\n`, name)).warnings).toStrictEqual([]);
  expect((await loaded(`${COMMON}\n`, 'access.csv')).warnings).toStrictEqual([
    'access.csv: It is called .csv, but is an access log, and was read as that.',
  ]);
});
