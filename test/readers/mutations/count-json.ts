import type { TableDescription } from '../../../src/readers/scanner.ts';
import type { Bytes } from './samples.ts';

/** Records of a JSON text by what JSON.parse makes of it; `broken` where that refuses it, `unknown` where it need not agree. */
export function countJson(bytes: Bytes, { inner, detail }: TableDescription) {
  const text = new TextDecoder('utf-8').decode(bytes);
  const { kind } = JSON.parse(String(detail?.['shape'])) as { kind: string };
  if (kind === 'lines') return text.split('\n').filter((line) => /[^\x00-\x20]/.test(line)).length;
  if (kind === 'values') return countValues(text);
  const value = parsed(text);
  if (text.trimStart().startsWith('[')) return Array.isArray(value) ? value.length : 'broken';
  // What is around a list is not all looked at by the reader, and of a name that comes twice JSON.parse keeps the last.
  if (value === undefined) return 'unknown';
  const lists = listsIn(value, []);
  const own = inner === '' ? lists : lists.filter(({ path }) => path === inner);
  return own.length === 1 ? (own[0]?.items ?? 'unknown') : 'unknown';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Objects one after the other, each of whole lines; several on a line are not told apart here. */
function countValues(text: string): number | 'unknown' {
  let records = 0;
  let begun = '';
  for (const line of text.split('\n')) {
    begun += `${line}\n`;
    if (parsed(begun) === undefined) continue;
    records += 1;
    begun = '';
  }
  return begun.trim() === '' ? records : 'unknown';
}

function listsIn(value: unknown, path: readonly string[]): { path: string; items: number }[] {
  if (Array.isArray(value)) {
    const [first] = value as unknown[];
    const isTable = typeof first === 'object' && first !== null && !Array.isArray(first);
    return isTable ? [{ path: path.join('.'), items: value.length }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => listsIn(item, [...path, key]));
}
