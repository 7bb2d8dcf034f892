import { bareText, type Cell, type CellKind, type Row } from './cell.ts';

/** What a copied column needs: its head, its kind, and where its values are in a row. */
export interface TsvColumn {
  title: string;
  kind: CellKind;
  at: number;
}

/**
 * Rows as tab-separated text with a head, ready for a spreadsheet. Fields with tabs, quotes or line
 * ends are quoted. A text that a spreadsheet would run as a formula gets an apostrophe before it.
 */
export function tsv(columns: readonly TsvColumn[], rows: readonly Row[]): string {
  const head = columns.map((column) => field(column.title)).join('\t');
  const lines = rows.map((row) =>
    columns.map((column) => cellField(row[column.at] ?? null, column.kind)).join('\t'),
  );
  return [head, ...lines].join('\n');
}

function cellField(cell: Cell, kind: CellKind): string {
  const text = bareText(cell, kind);
  return field(typeof cell === 'string' ? inert(text) : text);
}

function field(text: string): string {
  return /[\t\n\r"]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** A lone "-" and signed numbers are common in logs and harmless: they stay as they are. */
function inert(text: string): string {
  const formula = /^[=@]/.test(text) || (/^[+-]./s.test(text) && Number.isNaN(Number(text)));
  return formula ? `'${text}` : text;
}
