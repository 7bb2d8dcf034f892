import { expect, test, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { openNodeDatabase } from '../../src/duckdb/node.ts';
import { simulateEmailClicks } from '../../src/simulate/email-clicks.ts';
import { path, put, useFolder } from './spoor.ts';

useFolder();

test.each([
  ['load', 18],
  ['run', 21],
] as const)(
  '%s: a memory that is used up ends in words, with code 1',
  async (command, megabytes) => {
    const chunks = [...simulateEmailClicks({ seed: 1, rows: 60_000 }).chunks];
    const log = put('clicks.csv', chunks.map(({ csv }) => csv).join(''));
    const rest =
      command === 'load'
        ? [log, '--out', path('out.csv')]
        : ['email-bots', '--input', `events=${log}`, '--out', path('out')];
    let said = '';
    const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
    const code = await main([command, ...rest], () =>
      openNodeDatabase([`SET memory_limit='${String(megabytes)}MB'`]),
    );
    spy.mockRestore();
    const message = said.slice(said.indexOf('spoor: '));
    expect(message).toMatch(/memory was used up/);
    expect(message).toMatch(/fewer columns, a range of time/);
    expect(message).not.toMatch(/\n\s+at |Close other tables/);
    expect(code).toBe(1);
  },
);
