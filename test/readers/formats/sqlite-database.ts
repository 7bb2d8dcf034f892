import sqlite3 from '@sqlite.org/sqlite-wasm';

const sqlite = await sqlite3();

/** The bytes of a database that statements make. */
export function databaseOf(...statements: string[]): Uint8Array<ArrayBuffer> {
  const db = new sqlite.oo1.DB(':memory:');
  try {
    for (const statement of statements) db.exec(statement);
    return Uint8Array.from(sqlite.capi.sqlite3_js_db_export(db));
  } finally {
    db.close();
  }
}
