import { formatTime } from '../../engine/export/cell.ts';
import type { Cell, Column as EngineColumn, Schema } from '../../engine/table.ts';
import { isNumeric } from '../../sql/schema.ts';
import { CLUSTER, GAP, ROW, SESSION, SIZE } from '../../steps/columns.ts';
import type { Cell as ShownCell, CellKind, Row } from '../../widgets/cell.ts';
import type { Column } from '../../widgets/data-table-types.ts';
import { isIdentifier } from './selection-words.ts';

/** Numbers of rows, sessions and clusters name things: they are not grouped. */
const LABELS: readonly string[] = [ROW, SESSION, CLUSTER];

const TITLES: Readonly<Record<string, string>> = {
  [ROW]: 'Row',
  [SESSION]: 'Session',
  [GAP]: 'Gap, s',
  [SIZE]: 'Events in session',
  [CLUSTER]: 'Cluster',
};

const CHARACTER = 6.6;
/** Digits are wider than letters. */
const DIGIT = 7.3;

/** Columns of a table for a schema. `sample` tells identifiers from words and how wide the values are. */
export function tableColumns(schema: Schema, sample: readonly Row[]): Column[] {
  return schema.map((column, at) => {
    const values = sample.map((row) => row[at] ?? null);
    const kind = kindOf(column, values);
    const right = isNumeric(column);
    const longest = Math.max(
      0,
      ...values.map((value) => (value === null ? 4 : kind === 'id' ? 11 : shownLength(value))),
    );
    const title = TITLES[column.name] ?? column.name;
    const width = Math.round(
      Math.min(
        260,
        Math.max(
          56,
          longest * (column.type === 'timestamp' ? DIGIT : CHARACTER) + 20,
          title.length * 6.2 + 36,
        ),
      ),
    );
    return {
      id: column.name,
      title,
      align: right ? 'right' : 'left',
      width: at === 0 ? width + 8 : width,
      kind,
    };
  });
}

/** Engine values as the table takes them: times become texts, to the microsecond. */
export function tableRow(schema: Schema, cells: readonly Cell[]): Row {
  return schema.map((column, i) => shownCell(column, cells[i] ?? null));
}

/** One value as the table takes it. */
export function shownCell(column: EngineColumn, cell: Cell): ShownCell {
  return column.type === 'timestamp' && typeof cell === 'bigint'
    ? formatTime(cell).replace('T', ' ')
    : cell;
}

function kindOf(column: EngineColumn, values: readonly ShownCell[]): CellKind {
  if (LABELS.includes(column.name)) return 'text';
  if (isNumeric(column)) return 'number';
  if (column.type === 'timestamp') return 'time';
  const texts = values.filter((value) => typeof value === 'string' && value !== '');
  return texts.length > 0 &&
    texts.filter((value) => isIdentifier(String(value))).length * 2 > texts.length
    ? 'id'
    : 'text';
}

function shownLength(value: ShownCell): number {
  return typeof value === 'number' && !Number.isInteger(value) ? 7 : String(value).length;
}
