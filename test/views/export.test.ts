import { describe, expect, it } from 'vitest';
import { gather, writeInto, type Folder } from '../../src/views/save-file.ts';

describe('a file from pieces', () => {
  it('holds every piece in order', async () => {
    const pieces = Array.from({ length: 300 }, (_, i) => `${String(i)};${'ä'.repeat(10_000)}\n`);
    const blob = await gather(pieces, 'text/csv');
    expect(blob.type).toBe('text/csv');
    expect(await blob.text()).toBe(pieces.join(''));
  });
  it('stops with the reason of its signal', async () => {
    const controller = new AbortController();
    async function* endless(): AsyncGenerator<string> {
      for (let i = 0; ; i++) {
        if (i === 3) controller.abort(new Error('enough'));
        yield await Promise.resolve('x');
      }
    }
    await expect(gather(endless(), '', controller.signal)).rejects.toThrow('enough');
  });
});

describe('a file in a folder', () => {
  const folder = (log: string[]): Folder => ({
    getFileHandle: (name) =>
      Promise.resolve({
        createWritable: () =>
          Promise.resolve({
            write: async (blob: Blob) => log.push(`${name}: ${await blob.text()}`),
            close: () => Promise.resolve(log.push('close')),
            abort: () => Promise.resolve(log.push('abort')),
          }),
      } as unknown as FileSystemFileHandle),
  });

  it('is there once it is whole', async () => {
    const log: string[] = [];
    expect(await writeInto(folder(log), 'a.csv', ['x\n', 'ä\n'])).toBe(5);
    expect(log).toEqual(['a.csv: x\nä\n', 'close']);
  });
  it('leaves the one before when it is cancelled', async () => {
    const log: string[] = [];
    await expect(
      writeInto(folder(log), 'a.csv', ['x'], AbortSignal.abort(new Error('no'))),
    ).rejects.toThrow('no');
    expect(log).toEqual(['abort']);
  });
});
