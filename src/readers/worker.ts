import { expose, transfer } from 'comlink';
import { installLibraries } from './libraries.ts';
import { makeLocalScanner } from './local-scanner.ts';
import type { ScanPart } from './scanner.ts';
import { type Answer, faultOf, type ScanWorker } from './worker-contract.ts';
import { WORKER_LIBRARIES } from './worker-libraries.ts';

installLibraries(WORKER_LIBRARIES);
const scanner = makeLocalScanner();
let parts: AsyncIterator<ScanPart> | undefined;
let name = '';

async function answer<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, fault: faultOf(thrown, name) };
  }
}

const api: ScanWorker = {
  sniff(file) {
    name = file.name;
    return answer(() => scanner.sniff(file));
  },
  open(file, table, sliceBytes) {
    name = file.name;
    parts = scanner.scan(file, table, { sliceBytes })[Symbol.asyncIterator]();
  },
  async next() {
    const part = await answer(async () => {
      const next = await parts?.next();
      if (!next || next.done) throw new RangeError('there is no further part.');
      return next.value;
    });
    return part.ok && part.value.kind !== 'end' ? transfer(part, [part.value.bytes.buffer]) : part;
  },
  async close() {
    await parts?.return?.();
    parts = undefined;
  },
  lines(file, table, count) {
    name = file.name;
    return answer(() => scanner.lines(file, table, count));
  },
};

expose(api);
