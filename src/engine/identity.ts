import { sha256 } from 'hash-wasm';
import { canonical } from '../recipe/fingerprint.ts';
import { proposing } from '../recipe/params.ts';
import type { ParamValues, Recipe } from '../recipe/recipe.ts';
import { documentText } from './export/document-text.ts';
import type { FileRecord, LoadedInput } from './ports.ts';

/** The recipe as it is recorded, the parameters that it was run with being its defaults, and the SHA-256 of the file that it is saved as. */
export async function recorded(
  recipe: Recipe,
  params: ParamValues,
): Promise<{ recipe: Recipe; recipeSha256: string }> {
  const own = proposing(recipe, params);
  return { recipe: own, recipeSha256: await sha256(documentText(own.json)) };
}

/** Names what a file gave: its bytes, the table where one was chosen, and how it is written where a person said so. */
export function fileKey({ sha256: bytes, table, dialect }: FileRecord): string {
  const chosen = table === undefined ? bytes : `${bytes}#${table}`;
  return dialect === undefined ? chosen : `${chosen} ${canonical(dialect)}`;
}

/** Names a run: the same recipe, parameters and bytes give the same id, whenever and wherever they are run. */
export function runId(
  recipeSha256: string,
  params: ParamValues,
  inputs: readonly LoadedInput[],
): Promise<string> {
  const files = inputs.map(({ name, files: given, schema, mapping = {}, reading }) => [
    name,
    given.map(fileKey),
    schema,
    mapping,
    ...(reading === undefined ? [] : [reading]),
  ]);
  return sha256(canonical([recipeSha256, params, files]));
}
