import { createRoot } from 'solid-js';
import { vi } from 'vitest';
import { createNodeClusterer } from '../../src/cluster/node.ts';
import { createNodeReader } from '../../src/readers/node.ts';
import { writeParquet } from '../../src/readers/parquet/write.ts';
import type { Reader, SourceFile } from '../../src/engine/ports.ts';
import { parse } from '../../src/recipe/parse.ts';
import type { Asked } from '../../src/state/questions.ts';
import { createWorkbench, type Workbench } from '../../src/state/workbench.ts';
import { sharedDatabase } from '../duckdb/shared.ts';

const parsed = parse({
  version: 1,
  id: 'small',
  title: 'Small recipe',
  inputs: { events: { ip: 'text', at: 'timestamp', what: 'text' } },
  steps: [
    { op: 'source', as: 'events', input: 'events' },
    { op: 'profile', as: 'profile', from: 'events' },
  ],
});
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
export const recipe = parsed.value;

/** A log of so many events, as the recipe of these tests wants it. */
export function log(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const minute = String(i % 60).padStart(2, '0');
    return `10.0.0.${String(i % 7)},2020-01-01 10:${minute}:00,click ${String(i)}`;
  });
  return ['ip,at,what', ...lines, ''].join('\n');
}

/** A workbench on the real engine, outside a page. `answer` hears every question. */
export async function openWorkbench(
  answer: (question: Asked) => void = () => undefined,
  reader: (real: Reader) => Reader = (real) => real,
): Promise<{ workbench: Workbench; asked: Asked[]; close: () => Promise<void> }> {
  vi.stubGlobal('location', { hash: '' });
  vi.stubGlobal('history', { pushState: () => undefined });
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
  const database = await sharedDatabase();
  const engine = {
    database,
    clusterer: createNodeClusterer(),
    explorer: createNodeClusterer(),
    reader: reader(createNodeReader(database)),
    lost: new Promise<never>(() => undefined),
  };
  const asked: Asked[] = [];
  const [workbench, dispose] = createRoot((end) => {
    const made = createWorkbench(
      {
        engine: () => Promise.resolve(engine),
        memory: () => ({ used: 0, limit: 1 }),
        simulate: () => Promise.reject(new Error('Nothing is simulated here.')),
        versions: {},
        writeParquet,
      },
      recipe,
    );
    return [made, end] as const;
  });
  const poll = setInterval(() => {
    const question = workbench.asked();
    if (!question || asked.includes(question)) return;
    asked.push(question);
    answer(question);
  }, 1);
  return {
    workbench,
    asked,
    close: async () => {
      clearInterval(poll);
      for (const { id } of workbench.tables.list()) await workbench.tables.remove(id);
      dispose();
      vi.unstubAllGlobals();
    },
  };
}

export function file(name: string, text: string): SourceFile {
  return { name, blob: new Blob([text]) };
}
