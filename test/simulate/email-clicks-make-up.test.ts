import { describe, expect, test } from 'vitest';
import { SCANNER_CLICKS } from '../../src/simulate/email-clicks-model.ts';
import { countBy, readColumns, write } from './read-log.ts';

const campaign = write(1);
const clicks = readColumns(campaign.csv);
const truth = readColumns(campaign.truth);

describe('make-up of a campaign', () => {
  test.each([
    ['InboxID', 11_574, 20],
    ['Company', 1, 0],
    ['List', 1, 0],
    ['Campaign', 1, 0],
    ['RequestType', 1, 0],
    ['SendDate', 13, 0],
    ['RequestDate', 1967, 150],
    ['Link', 37, 0],
    ['IPAddress', 10_797, 100],
    ['UserAgent', 750, 50],
    ['AS Name', 20, 1],
    ['AS Number', 21, 1],
    ['CIDR Range', 397, 30],
    ['UserID', 11_574, 20],
    ['EmailDomain', 847, 40],
    ['EmailRootLevelDomain', 29, 0],
    ['CountryCode', 5, 0],
    ['RegionCode', 8, 0],
    ['PostalCode', 2531, 40],
    ['Lat', 2380, 40],
    ['Long', 4685, 150],
    ['OlsonName', 8, 0],
  ])('%s has about %d values (± %d)', (name, expected, slack) => {
    expect(Math.abs(new Set(clicks(name)).size - expected)).toBeLessThanOrEqual(slack);
  });

  test('every actor makes its clicks', () => {
    const counts = countBy(truth('actor'));
    expect(counts).toEqual({
      human: 13_174,
      bot_rotating: 1022,
      bot_scanner: 9608,
      bot_sandbox: 40,
      bot_harvester: 369,
    });
  });

  test('truth goes along with the log, click by click', () => {
    for (const name of ['IPAddress', 'UserAgent', 'RequestDate'])
      expect(truth(name)).toEqual(clicks(name));
  });

  test('the scanner is one agent on 28 Oregon addresses of the sizes of the private log', () => {
    const scanner = truth('actor').flatMap((actor, row) => (actor === 'bot_scanner' ? [row] : []));
    const of = (name: string): string[] => {
      const column = clicks(name);
      return scanner.map((row) => column[row] ?? '');
    };
    expect(new Set(of('UserAgent')).size).toBe(1);
    expect(new Set(of('AS Number'))).toEqual(new Set(['16509']));
    expect(new Set(of('CIDR Range')).size).toBe(11);
    const ascending = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
    expect(ascending(Object.values(countBy(of('IPAddress'))))).toEqual(ascending(SCANNER_CLICKS));
  });

  test.each([1, 2, 3, 4, 5])(
    'each bot machine of seed %d is one session of address and agent',
    (seed) => {
      const sessions = countSessions(readColumns(write(seed).truth), 120);
      expect(sessions).toMatchObject({ bot_scanner: 28, bot_sandbox: 2, bot_harvester: 2 });
    },
  );
});

describe('fewer rows than a campaign', () => {
  test('every actor keeps its share', () => {
    expect(countBy(readColumns(write(1, 12_000).truth)('actor'))).toEqual({
      human: 6529,
      bot_rotating: 506,
      bot_scanner: 4762,
      bot_sandbox: 20,
      bot_harvester: 183,
    });
  });

  test('every actor is there from five rows on', () => {
    for (const rows of [5, 6, 20, 100]) {
      expect(new Set(readColumns(write(1, rows).truth)('actor')).size).toBe(5);
    }
  });

  test('the sample is of the whole time, in order', () => {
    const dates = readColumns(write(1, 2000).csv)('RequestDate');
    expect(dates).toEqual(dates.toSorted());
    expect(dates.at(-1)).toBe('2020-01-21 13:15:00');
  });
});

describe('several campaigns', () => {
  const log = readColumns(write(1, 100_000).csv);

  test('each starts six hours later and is sorted', () => {
    const starts = new Map<string, string>();
    const dates = log('RequestDate');
    const campaigns = log('Campaign');
    dates.forEach((date, row) => {
      const id = campaigns[row] ?? '';
      if (!starts.has(id)) starts.set(id, date);
      else if (id === campaigns[row - 1]) expect(date >= (dates[row - 1] ?? '')).toBe(true);
    });
    expect([...starts.values()]).toEqual(
      ['17 09', '17 15', '17 21', '18 03', '18 09'].map((dayHour) => `2020-01-${dayHour}:03:00`),
    );
  });

  test('inboxes are new with every campaign, lists are five', () => {
    const campaigns = log('Campaign');
    const pairs = new Set(log('InboxID').map((inbox, row) => `${inbox} ${campaigns[row]}`));
    expect(pairs.size).toBe(new Set(log('InboxID')).size);
    expect(new Set(log('List')).size).toBe(5);
    expect(new Set(log('Company')).size).toBe(1);
  });

  test('the scanner’s machines come back with every third campaign', () => {
    const actor = readColumns(write(1, 100_000).truth)('actor');
    const scanners = log('IPAddress').filter((_, row) => actor[row] === 'bot_scanner');
    expect(new Set(scanners).size).toBe(3 * 28);
  });
});

function countSessions(
  columns: (name: string) => string[],
  gapSeconds: number,
): Record<string, number> {
  const [addresses, agents, dates] = [
    columns('IPAddress'),
    columns('UserAgent'),
    columns('RequestDate'),
  ];
  const previous = new Map<string, number>();
  return countBy(
    columns('actor').filter((_, row) => {
      const key = `${addresses[row]} ${agents[row]}`;
      const time = Date.parse(`${dates[row]}Z`);
      const before = previous.get(key);
      previous.set(key, time);
      return before === undefined || time - before > gapSeconds * 1000;
    }),
  );
}
