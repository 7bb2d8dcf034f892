import * as v from 'valibot';
import { issueMessage } from './issue.ts';

const plainObject = v.custom<Readonly<Record<string, unknown>>>(
  (input) => typeof input === 'object' && input !== null && !Array.isArray(input),
  'An object in braces is expected.',
);

/** An object with any keys. Unlike valibot's own record it keeps `__proto__` and `constructor`, which columns may be called. */
export function record<K extends string, V>(
  key: v.GenericSchema<unknown, K>,
  value: v.GenericSchema<unknown, V>,
): v.GenericSchema<unknown, Record<K, V>> {
  return v.pipe(
    plainObject,
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const entries = Object.entries(dataset.value).flatMap(([name, item]): [K, V][] => {
        const place = {
          type: 'object',
          origin: 'value',
          input: dataset.value,
          key: name,
          value: item,
        } as const;
        const parsedKey = v.safeParse(key, name);
        const parsed = v.safeParse(value, item);
        for (const issue of [...(parsedKey.issues ?? []), ...(parsed.issues ?? [])]) {
          addIssue({ message: issueMessage(issue), path: [place, ...(issue.path ?? [])] });
        }
        return parsedKey.success && parsed.success ? [[parsedKey.output, parsed.output]] : [];
      });
      const sound = entries.length === Object.keys(dataset.value).length;
      return sound ? (Object.fromEntries(entries) as Record<K, V>) : NEVER;
    }),
  );
}
