import { expose } from 'comlink';
import { simulateEmailClicks } from '../simulate/email-clicks.ts';

/** Log and truth as they are handed to the page: blobs, which the browser may keep on disk. */
export interface SimulatedBlobs {
  readonly log: Blob;
  readonly truth: Blob;
  readonly rows: number;
}

const api = {
  /** Simulates a click log; `onProgress` hears rows written after each campaign. */
  async emailClicks(
    seed: number,
    rows: number | undefined,
    onProgress: (rows: number) => Promise<void>,
  ): Promise<SimulatedBlobs> {
    const encoder = new TextEncoder();
    const log: Blob[] = [];
    const truth: Blob[] = [];
    let written = 0;
    for (const chunk of simulateEmailClicks({ seed, rows }).chunks) {
      log.push(new Blob([encoder.encode(chunk.csv)]));
      truth.push(new Blob([encoder.encode(chunk.truth)]));
      written += chunk.rows;
      await onProgress(written);
    }
    return {
      log: new Blob(log, { type: 'text/csv' }),
      truth: new Blob(truth, { type: 'text/csv' }),
      rows: written,
    };
  },
};

export type SimulateApi = typeof api;

expose(api);
