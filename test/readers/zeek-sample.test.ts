import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { LoadedInput } from '../../src/engine/ports.ts';
import type { Cell, ColumnType, Table } from '../../src/engine/table.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { loadBytes } from './load-case.ts';

const corpus = new URL('../../../shared/corpora/zeek-sample/', import.meta.url);
const data = new URL('../../../shared/data/zeek/', import.meta.url);
const there = existsSync(corpus) && existsSync(data);
if (!there) console.warn(`SKIPPED: ${corpus.pathname} is not there, Zeek's own logs are not read`);

async function load(
  url: URL,
  types: Readonly<Record<string, ColumnType>> = {},
): Promise<{ loaded: LoadedInput; table: Table }> {
  const name = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  const bytes = Uint8Array.from(readFileSync(url));
  return loadBytes(await sharedDatabase(), [[name, bytes]], { types });
}

/** The logs of the sample that are there as TSV and as JSON. */
function pairs(): string[] {
  if (!there) return [];
  const logs = readdirSync(new URL('zeek-default/', corpus));
  const json = new Set(readdirSync(new URL('zeek-json/', corpus)));
  return logs.flatMap((log) => {
    const name = log.replace(/\.log\.gz$/, '');
    return json.has(`${name}.ndjson.gz`) || json.has(`${name}.json.gz`) ? [name] : [];
  });
}

function jsonLog(name: string): URL {
  const [one, other] = [`zeek-json/${name}.ndjson.gz`, `zeek-json/${name}.json.gz`];
  const first = new URL(one, corpus);
  return existsSync(first) ? first : new URL(other, corpus);
}

/**
 * TSV has six decimals, JSON all of them. Zeek's JSON writes a control character as `\\x01`, TSV escapes it; and a set that
 * holds one empty text is `(empty)` in TSV, as a set of nothing is.
 */
function close(a: Cell, b: Cell): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= 5.1e-7;
  if (typeof a !== 'string' || typeof b !== 'string') return a === b;
  if (a === b || (a === '[]' && b === '[""]')) return true;
  if (!a.startsWith('[') || !b.startsWith('[')) return escaped(a) === b;
  const [left, right] = [a, b].map((text) => JSON.parse(text) as Cell[]);
  return (
    left?.length === right?.length &&
    (left ?? []).every((item, i) => close(item, right?.[i] ?? null))
  );
}

function escaped(text: string): string {
  return text.replace(
    /[\x00-\x09\x0b-\x1f]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

describe.skipIf(!there)('Zeek TSV and Zeek JSON of the same events are the same table', () => {
  test('there are pairs', () => {
    expect(pairs().length).toBeGreaterThan(20);
  });

  test.each(pairs())('%s', async (name) => {
    const tsv = await load(new URL(`zeek-default/${name}.log.gz`, corpus));
    const known = tsv.table.columns.slice(1);
    const sniffed = await load(jsonLog(name));
    const names = new Set(sniffed.table.columns.map((column) => column.name));
    const types = Object.fromEntries(
      known.flatMap((column) => (names.has(column.name) ? [[column.name, column.type]] : [])),
    );
    const json = await load(jsonLog(name), types);
    expect(tsv.loaded.files[0]?.rejected).toBe(0);
    expect(json.loaded.files[0]?.rejected).toBe(0);
    expect(json.table.rows.length).toBe(tsv.table.rows.length);
    const common = known.filter((column) => names.has(column.name));
    // A column that is unset in every row is not in the JSON.
    for (const column of known.filter((other) => !names.has(other.name)))
      expect(valuesOf(tsv.table, column.name).every((value) => value === null)).toBe(true);
    for (const { name: column } of common) {
      const left = valuesOf(tsv.table, column);
      const right = valuesOf(json.table, column);
      const differing = left.flatMap((value, i) =>
        close(value, right[i] ?? null) ? [] : [[i, value, right[i]]],
      );
      expect(differing.slice(0, 3), column).toStrictEqual([]);
    }
  });

  test('dns.json.gz: 53,615 rows', async () => {
    const { loaded, table } = await load(new URL('dns.json.gz', data));
    expect(loaded.files[0]).toMatchObject({ rows: 53_615, rejected: 0 });
    expect(loaded.warnings).toStrictEqual([]);
    expect(table.columns.find((column) => column.name === 'TTLs')?.type).toBe('text');
  });
});

function valuesOf(table: Table, name: string): Cell[] {
  const at = table.columns.findIndex((column) => column.name === name);
  return table.rows.map((row) => row[at] ?? null);
}
