import { expose, transfer } from 'comlink';
import { installLibraries } from '../libraries.ts';
import { WORKER_LIBRARIES } from '../worker-libraries.ts';
import { encodeParquet } from './write.ts';
import type { ParquetWorker } from './write-worker-contract.ts';

installLibraries(WORKER_LIBRARIES);
let pieces: AsyncIterator<Uint8Array> | undefined;

const api: ParquetWorker = {
  open(pull) {
    async function* streams(): AsyncGenerator<Uint8Array, void> {
      for (let stream = await pull(); stream !== null; stream = await pull()) yield stream;
    }
    pieces = encodeParquet(streams());
  },
  async next() {
    const next = await pieces?.next();
    if (!next || next.done) return null;
    const piece = Uint8Array.from(next.value);
    return transfer(piece, [piece.buffer]);
  },
};

expose(api);
