import type { Outcome } from '../steps/problem.ts';

export const RECIPE_VERSION = 1;

/** Brings the JSON of an older recipe to today's version; a newer one is refused. */
export function migrate(json: unknown): Outcome<Readonly<Record<string, unknown>>> {
  const fail = (pointer: string, message: string): Outcome<never> => ({
    ok: false,
    problems: [{ pointer, message }],
  });
  if (!isObject(json)) return fail('', 'a recipe is a JSON object');
  const version = json['version'];
  if (version === undefined) return fail('/version', 'version is missing: is this a recipe?');
  if (version !== RECIPE_VERSION)
    return fail(
      '/version',
      `version ${JSON.stringify(version)} is not known here; this Spoor reads version ${String(RECIPE_VERSION)}`,
    );
  return { ok: true, value: json };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
