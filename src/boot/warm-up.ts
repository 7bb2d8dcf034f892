import { csvHeader, csvRows } from '../engine/export/csv.ts';
import { NO_VERDICTS } from '../engine/judgement.ts';
import { loadInput, plannedInputs } from '../engine/load.ts';
import { drop } from '../engine/names.ts';
import type { Table } from '../engine/table.ts';
import { forget, run } from '../engine/run.ts';
import { plan } from '../recipe/plan.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { Engine } from '../state/ports.ts';

const ROWS = 40;
const FIRST_MICROS = 1_577_836_800_000_000n;

/**
 * Runs a recipe over a few made-up rows and forgets them. A browser compiles WebAssembly well only when it has run for a
 * while: the first statements of a cold engine take about twice as long. An abort ends it at once; it leaves nothing behind.
 */
export async function warmUp(engine: Engine, recipe: Recipe, signal: AbortSignal): Promise<void> {
  const { database } = engine;
  const relation = 'warm up';
  try {
    const [input = ''] = Object.keys(recipe.inputs);
    const rows = rowsFor(recipe, input);
    const csv = { safe: false };
    const blob = new Blob([csvHeader(rows, csv), csvRows(rows, csv)]);
    const loaded = [
      await loadInput(recipe, input, [{ name: 'warm-up.csv', blob }], {}, engine.reader, relation, {
        signal,
      }),
    ];
    const planned = plan(recipe, {}, plannedInputs(loaded));
    if (planned.ok)
      await forget(
        await run(planned.value, loaded, engine, { signal, verdicts: NO_VERDICTS }),
        database,
      );
  } finally {
    await database.run(drop('table', relation));
  }
}

/** Rows that fit the input: a time a second, every other value one of five. */
function rowsFor(recipe: Recipe, input: string): Table {
  const columns = Object.entries(recipe.inputs[input] ?? {}).map(([name, type]) => ({
    name,
    type,
  }));
  const rows = Array.from({ length: ROWS }, (_, i) =>
    columns.map(({ type }) => {
      if (type === 'timestamp') return FIRST_MICROS + BigInt(i) * 1_000_000n;
      if (type === 'boolean') return i % 2 === 0;
      return type === 'text' ? `value ${String(i % 5)}` : i % 5;
    }),
  );
  return { columns, rows };
}
