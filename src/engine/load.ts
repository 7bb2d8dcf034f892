import type { Recipe } from '../recipe/recipe.ts';
import type { PlannedInput } from '../recipe/plan.ts';
import { fingerprint, canonical } from '../recipe/fingerprint.ts';
import { fileKey } from './identity.ts';
import type { Cancellable, LoadedInput, LoadProgress, Reader, SourceFile } from './ports.ts';
import type { TableReading } from './reading.ts';

/** role → the file's column that plays it, per input. */
export type Mapping = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Loads one input of a recipe into a table of its own. */
export async function loadInput(
  recipe: Recipe,
  input: string,
  files: readonly SourceFile[],
  mapping: Mapping,
  reader: Reader,
  relation: string,
  options: Cancellable & { onProgress?: (progress: LoadProgress) => void } = {},
  reading?: TableReading,
): Promise<LoadedInput> {
  const own = mapping[input] ?? {};
  const types = recipe.inputs[input] ?? {};
  const request = { input, relation, files, types, mapping: own, reading };
  const loaded = await reader.load(request, options);
  return {
    ...loaded,
    ...(Object.keys(own).length > 0 && { mapping: own }),
    ...(reading && Object.keys(reading).length > 0 && { reading }),
  };
}

/** Loaded inputs as the plan wants them. */
export function plannedInputs(
  inputs: readonly LoadedInput[],
): Readonly<Record<string, PlannedInput>> {
  return Object.fromEntries(
    inputs.map(({ name, schema, relation, files }) => [
      name,
      { schema, key: fingerprint(canonical([schema, relation, files.map(fileKey)])) },
    ]),
  );
}
