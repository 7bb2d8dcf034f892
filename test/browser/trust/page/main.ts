import { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import { startEngineWorker } from '../../../../src/duckdb/browser-worker.ts';
import { OPEN_CONFIG } from '../../../../src/duckdb/engine.ts';
import { LOCK_DOWN } from '../../../../src/duckdb/lock-down.ts';

declare global {
  /** Runs statements in the engine, one after the other; what each of them said. */
  var runHostile: (statements: readonly string[]) => Promise<string[]>;
}

/** `?locked` locks the engine as Spoor does; without it only the page's policy stands guard. */
async function open() {
  const duckdb = new AsyncDuckDB(new VoidLogger(), startEngineWorker().worker);
  await duckdb.instantiate(new URL(wasmUrl, import.meta.url).href);
  await duckdb.open(OPEN_CONFIG);
  const connection = await duckdb.connect();
  if (new URLSearchParams(location.search).has('locked')) {
    for (const statement of LOCK_DOWN) await connection.query(statement);
  }
  return connection;
}

const opening = open();

globalThis.runHostile = async (statements) => {
  const connection = await opening;
  const answers: string[] = [];
  for (const statement of statements) {
    const answer = connection.query(statement).then(
      (table) => `done: ${String(table.numRows)} rows`,
      (error: unknown) => `refused: ${error instanceof Error ? error.message : String(error)}`,
    );
    const late = new Promise<string>((done) => setTimeout(done, 5000, 'no answer'));
    answers.push(await Promise.race([answer, late]));
  }
  return answers;
};
