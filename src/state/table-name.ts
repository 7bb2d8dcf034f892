import type { SourceFile } from '../engine/ports.ts';

type Named = Pick<SourceFile, 'name' | 'table'>;

/** A file's name with the table that is meant: `log.db#events`. */
export function sourceName({ name, table }: Named): string {
  return table === undefined ? name : `${name}#${table}`;
}

/** What a table of these files is called until a person names it. */
export function tableName(files: readonly Named[]): string {
  const [first = '', ...others] = files.map(sourceName);
  return others.length === 0 ? first : `${first} and ${String(others.length)} more`;
}
