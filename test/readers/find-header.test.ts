import { expect, test } from 'vitest';
import { findHeader } from '../../src/readers/csv/find-header.ts';

const cells = (lines: readonly string[]) => lines.map((line) => line.split(','));

test.each([
  ['names over numbers', ['a,b', '1,2'], 'first', true],
  ['text over text', ['name,city', 'Ada,Rome', 'Bob,Oslo'], 'first', true],
  ['numbers over numbers', ['1,x', '2,y'], 'none', true],
  ['times over times', ['2020-01-01,x', '2020-01-02,y'], 'none', true],
  ['a pivot by years', ['id,2019,2020,2021', 'x,1,2,3', 'y,4,5,6'], 'first', false],
  ['values that occur again', ['GET,ok', 'GET,ok', 'PUT,no'], 'first', false],
  ['most values occur again in other records', ['GET,ok', 'GET,no', 'PUT,no'], 'none', false],
  ['a name above numbers, mostly', ['n,x', '1,x', 'one,x', '3,x'], 'first', false],
  ['a column of its own name', ['t,x', 'soon,x', 'late,x'], 'first', false],
  ['nothing but one record', ['GET,ok', 'GET,ok', 'GET,ok'], 'none', false],
  ['an item of a list', ['a', 'b', 'a', 'c', 'a'], 'none', false],
  ['a title that occurs once more', ['a', 'b', 'a', 'c', 'd'], 'first', false],
  ['names that occur once more', ['a,b', '1,2', 'a,b'], 'first', false],
  ['names of text that occur once more', ['a,b', 'x,y', 'a,b', 'z,y'], 'first', false],
  ['one record of names', ['a,b'], 'first', true],
  ['one record of numbers', ['1,2'], 'none', false],
  ['a column without a name', [',a', '0,1', '1,2'], 'first', true],
  [
    'records that name their values',
    ['t=1,level=a,x', 't=2,level=b,y', 't=3,level=a,z'],
    'none',
    true,
  ],
  ['a part of a text after its key', ['t=1 m="x,y"', 't=2 m="x,z"', 't=3 m="y,x"'], 'none', true],
  ['a key above keys, and a name above numbers', ['t=1,n', 't=2,1', 't=3,2'], 'first', false],
  ['fields with other keys than those below', ['t=1,u=2', 'a=1,b=2', 'a=3,b=4'], 'first', true],
  ['a key alone in a line', ['t=1 u=2', 't=2 v=3', 't=3'], 'none', true],
  ['addresses over addresses', ['10.0.0.1:80,x', '10.9.8.7:443,y'], 'none', true],
  ['a line of a log', ['10:00:01.5 IP a.b > c.d', '11:12:13.14 IP e.f > g.h'], 'none', true],
  ['a name with digits over such values', ['user1,x', 'user2,y', 'user3,z'], 'first', true],
  ['a version over other texts', ['v1.0,x', 'new,y', 'old,z'], 'first', true],
  ['a number over text', ['a,1', 'x,y'], 'first', false],
] as const)('%s', (_, lines, header, sure) => {
  const [first = [], ...others] = cells(lines);
  const found = findHeader(first, others);
  expect(found.header).toBe(header);
  expect(found.doubt === null).toBe(sure);
  expect(found.confidence >= 0.7).toBe(sure);
});
