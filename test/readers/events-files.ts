import {
  tableToIPC,
  vectorFromArray,
  Table,
  Utf8,
  Int64,
  Float64,
  TimestampMicrosecond,
} from 'apache-arrow';
import init from '@sqlite.org/sqlite-wasm';
import { writeParquet } from '../../src/readers/parquet/write.ts';
import type { SourceFile } from '../../src/engine/ports.ts';
import type { Cell } from '../../src/engine/table.ts';

export type FormatName = 'csv' | 'parquet' | 'sqlite' | 'ndjson' | 'zeek' | 'arrow';

interface Event {
  readonly ts: Date | null;
  readonly host: string;
  readonly user: string | null;
  readonly bytes: number;
  readonly score: number;
}

/** A minute apart; every 17th without a time, every 11th without a user. */
function eventAt(i: number): Event {
  return {
    ts: i % 17 === 5 ? null : new Date(Date.UTC(2020, 0, 1) + i * 60_000),
    host: `host "${String(i % 7)}", north`,
    user: i % 11 === 3 ? null : `user${String((i * 7919) % 101)}`,
    bytes: (i * 104_729) % 1013,
    score: ((i * 31) % 97) / 8 + 0.25,
  };
}

/** The same events as a file of each format: columns ts, host, user, bytes, score. */
export async function writeEvents(format: FormatName, rows: number): Promise<SourceFile> {
  const events = Array.from({ length: rows }, (_, i) => eventAt(i));
  return { name: `events.${format}`, blob: new Blob([await WRITERS[format](events)]) };
}

const WRITERS: Readonly<
  Record<FormatName, (events: readonly Event[]) => Promise<BlobPart> | BlobPart>
> = {
  csv: (events) =>
    `ts,host,user,bytes,score\n${events
      .map(({ ts, host, user, bytes, score }) =>
        [ts?.toISOString() ?? '', `"${host.replaceAll('"', '""')}"`, user ?? '', bytes, score].join(
          ',',
        ),
      )
      .join('\n')}\n`,
  ndjson: (events) => events.map((event) => JSON.stringify(event)).join('\n'),
  zeek: (events) =>
    [
      '#separator \\x09',
      '#set_separator\t,',
      '#empty_field\t(empty)',
      '#unset_field\t-',
      '#path\tevents',
      '#fields\tts\thost\tuser\tbytes\tscore',
      '#types\ttime\tstring\tstring\tcount\tdouble',
      ...events.map(({ ts, host, user, bytes, score }) =>
        [
          ts === null ? '-' : (ts.getTime() / 1000).toFixed(6),
          host,
          user ?? '-',
          bytes,
          score,
        ].join('\t'),
      ),
      '#close\t2020-01-01-00-00-00',
      '',
    ].join('\n'),
  async parquet(events) {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const columns = [
      { name: 'ts', type: 'timestamp' },
      { name: 'host', type: 'text' },
      { name: 'user', type: 'text' },
      { name: 'bytes', type: 'integer' },
      { name: 'score', type: 'number' },
    ] as const;
    async function* batches() {
      yield await Promise.resolve({
        columns,
        rows: events.map(({ ts, host, user, bytes, score }): Cell[] => [
          ts && BigInt(ts.getTime()) * 1000n,
          host,
          user,
          bytes,
          score,
        ]),
      });
    }
    for await (const part of writeParquet(columns, batches())) parts.push(Uint8Array.from(part));
    return new Blob(parts);
  },
  arrow(events) {
    const table = new Table({
      ts: vectorFromArray(
        events.map(({ ts }) => ts && ts.getTime()),
        new TimestampMicrosecond(),
      ),
      host: vectorFromArray(
        events.map(({ host }) => host),
        new Utf8(),
      ),
      user: vectorFromArray(
        events.map(({ user }) => user),
        new Utf8(),
      ),
      bytes: vectorFromArray(
        events.map(({ bytes }) => BigInt(bytes)),
        new Int64(),
      ),
      score: vectorFromArray(
        events.map(({ score }) => score),
        new Float64(),
      ),
    });
    return Uint8Array.from(tableToIPC(table, 'file'));
  },
  async sqlite(events) {
    const sqlite = await init();
    const db = new sqlite.oo1.DB(':memory:');
    db.exec('CREATE TABLE events (ts TEXT, host TEXT, user TEXT, bytes INTEGER, score REAL)');
    for (const { ts, host, user, bytes, score } of events)
      db.exec('INSERT INTO events VALUES (?, ?, ?, ?, ?)', {
        bind: [ts?.toISOString() ?? null, host, user, bytes, score],
      });
    const bytes = sqlite.capi.sqlite3_js_db_export(db);
    db.close();
    return Uint8Array.from(bytes);
  },
};
