import { formatTime } from '../export/cell.ts';
import type { Cell, Table } from '../table.ts';
import type { ColumnStatistics } from './statistics.ts';

/** Rows of pandas' `describe(include='all')`, in its order. */
const STATISTICS = [
  'count',
  'unique',
  'top',
  'freq',
  'mean',
  'std',
  'min',
  '25%',
  '50%',
  '75%',
  'max',
] as const;
type Statistic = (typeof STATISTICS)[number];

/** Whether a column is described by mean and quartiles: numbers, truth as 0 and 1, times. Others by their values. */
function isMeasured({ type }: ColumnStatistics): boolean {
  return type !== 'text';
}

/** A statistic as `describe` has it; null where pandas has NaN. Times are microseconds as bigint. */
function statistic(column: ColumnStatistics, which: Statistic): Cell {
  const measured = isMeasured(column);
  const time = (value: number | null): Cell =>
    value !== null && column.type === 'timestamp' ? BigInt(Math.round(value)) : value;
  const edge = (value: string | null): Cell => {
    if (value === null || column.type === 'timestamp') return value;
    if (column.type === 'boolean') return Number(value === 'true');
    // A whole number beyond 2^53 stays the text that it is.
    const number = Number(value);
    return Number.isSafeInteger(number) || !Number.isInteger(number) ? number : value;
  };
  switch (which) {
    case 'count':
      return column.rows - column.nulls;
    case 'unique':
      return measured ? null : column.distinct;
    case 'top':
      return measured ? null : column.top;
    case 'freq':
      return measured ? null : column.freq;
    case 'mean':
      return measured ? time(column.mean) : null;
    case 'std':
      return measured ? column.std : null;
    case 'min':
      return measured ? edge(column.min) : null;
    case '25%':
      return measured ? time(column.q25) : null;
    case '50%':
      return measured ? time(column.median) : null;
    case '75%':
      return measured ? time(column.q75) : null;
    case 'max':
      return measured ? edge(column.max) : null;
  }
}

/** A table of text as it is copied and saved: a row a statistic, a column each of the table; every digit, times as ISO 8601. */
export function describeTable(columns: readonly ColumnStatistics[]): Table {
  return {
    columns: ['', ...columns.map(({ name }) => name)].map((name) => ({ name, type: 'text' })),
    rows: STATISTICS.map((which) => [
      which,
      ...columns.map((column) => bare(statistic(column, which))),
    ]),
  };
}

function bare(cell: Cell): string | null {
  if (cell === null) return null;
  return typeof cell === 'bigint' ? formatTime(cell) : String(cell);
}

/** What separates columns, and characters of a line. */
const GAP = '  ';
const MOST_WIDTH = 118;

/** The same as text, as pandas prints it: numbers with six decimals, NaN where there is none; long tables in blocks. */
export function describeText(columns: readonly ColumnStatistics[]): string {
  const firstWidth = Math.max(...STATISTICS.map((name) => name.length));
  const blocks: string[][][] = [];
  let width = Infinity;
  for (const column of columns) {
    const cells = [oneLine(column.name), ...printed(column)];
    const widest = Math.max(...cells.map((cell) => cell.length));
    const padded = cells.map((cell) => cell.padStart(widest));
    width += GAP.length + widest;
    if (width > MOST_WIDTH) {
      blocks.push([['', ...STATISTICS].map((name) => name.padEnd(firstWidth))]);
      width = firstWidth + GAP.length + widest;
    }
    blocks.at(-1)?.push(padded);
  }
  return blocks.map(blockText).join('\n');
}

function blockText(columns: readonly (readonly string[])[]): string {
  const lines = [0, ...STATISTICS.map((_, i) => i + 1)].map((at) =>
    columns.map((cells) => cells[at] ?? '').join(GAP),
  );
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function printed(column: ColumnStatistics): string[] {
  const cells = STATISTICS.map((which) => statistic(column, which));
  const numbers = cells.filter((cell) => typeof cell === 'number');
  const format =
    column.type === 'text' || column.type === 'timestamp' ? String : numberFormat(numbers);
  return cells.map((cell) => {
    if (cell === null) return 'NaN';
    if (typeof cell === 'bigint') return formatTime(cell).replace('T', ' ');
    return typeof cell === 'number' ? format(cell) : oneLine(String(cell));
  });
}

/** Six decimals for all numbers of a column, one where all are whole, or exponents where they would be too long or too small. */
function numberFormat(numbers: readonly number[]): (value: number) => string {
  const fixed = numbers.map((value) => value.toFixed(6));
  const long = fixed.some((text) => text.length > 12) && numbers.some((x) => Math.abs(x) >= 1e6);
  const small = numbers.some((value) => value !== 0 && Math.abs(value) < 1e-6);
  if (long || small)
    return (value) =>
      value.toExponential(6).replace(/e([+-])(\d)$/, (_, sign: string, digit: string) => {
        return `e${sign}0${digit}`;
      });
  const whole = fixed.every((text) => text.endsWith('.000000'));
  return (value) => value.toFixed(whole ? 1 : 6);
}

/** Text of a file on a line of its own: control characters are shown as escapes. */
export function oneLine(text: string): string {
  const shown = text.length > 50 ? `${text.slice(0, 47)}...` : text;

  return shown.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, (sign) => {
    return JSON.stringify(sign).slice(1, -1);
  });
}
