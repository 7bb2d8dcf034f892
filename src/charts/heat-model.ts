import { formatCorrelation, formatNumber } from './format.ts';
import type { TipText } from './tip.tsx';
import type { Twin } from './twin-table.tsx';

/** A cell: row and column. */
export type Cell = readonly [row: number, column: number];

/** A value where one was computed, null where a column is constant. */
export type Matrix = readonly (readonly (number | null)[])[];

/** Sizes of a heat map, in CSS pixels. */
export interface HeatLayout {
  /** Room left of the cells for the names of the rows. */
  gutter: number;
  cellWidth: number;
  cellHeight: number;
  /** Room below the cells for the names of the columns. */
  foot: number;
  /** Pixels a name may take. */
  room: number;
  /** Names of columns are written slanted; otherwise rows and columns are numbered. */
  slanted: boolean;
  /** Cells are large enough for two decimals. */
  annotated: boolean;
}

const MAX_CELL = 44;
const LABEL_GAP = 10;

/** Fits a matrix into a width. The names of the rows take at most two fifths of it. */
export function layoutHeat(
  width: number,
  names: readonly string[],
  measure: (text: string) => number,
): HeatLayout {
  const n = Math.max(1, names.length);
  const fit = (longest: number): { gutter: number; cellWidth: number } => {
    const most = Math.max(60, Math.floor(width * 0.42));
    const gutter = Math.min(Math.ceil(longest) + LABEL_GAP, most);
    return { gutter, cellWidth: Math.min(MAX_CELL, (width - gutter) / n) };
  };
  const named = fit(Math.max(1, ...names.map(measure)));
  const slanted = named.cellWidth >= 17;
  const numbered = (name: string, i: number): number => measure(`${name} ${i + 1}`);
  const { gutter, cellWidth } = slanted ? named : fit(Math.max(1, ...names.map(numbered)));
  const room = gutter - LABEL_GAP;
  return {
    gutter,
    cellWidth,
    cellHeight: Math.max(16, Math.min(34, cellWidth)),
    foot: slanted ? Math.ceil(room * Math.SQRT1_2 + 20) : 18,
    room,
    slanted,
    annotated: cellWidth >= 24,
  };
}

/** What a tooltip says about a cell. */
export function cellTip(names: readonly string[], values: Matrix, [row, column]: Cell): TipText {
  const title = `${names[row] ?? ''} × ${names[column] ?? ''}`;
  const r = values[row]?.[column];
  if (row === column) return { title: names[row] ?? '', rows: [['with itself', '1']] };
  if (r === null || r === undefined) return { title, rows: [['constant', 'no correlation']] };
  return { title, rows: [['r', formatNumber(r, 4)]] };
}

/** Next cell for a key, null when the key means nothing here. */
export function moveCell(key: string, at: Cell | null, n: number): Cell | null {
  const steps: Record<string, Cell> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    Home: [0, -n],
    End: [0, n],
  };
  const step = steps[key];
  if (!step || n === 0) return null;
  if (!at) return n > 1 ? [1, 0] : [0, 0];
  const clamp = (value: number): number => Math.min(n - 1, Math.max(0, value));
  return [clamp(at[0] + step[0]), clamp(at[1] + step[1])];
}

/** One sentence about a correlation matrix: its strongest pair and its constant columns. */
export function heatSummary(names: readonly string[], values: Matrix): string {
  let best: Cell | null = null;
  let most = 0;
  let pairs = 0;
  names.forEach((_, i) => {
    for (let j = 0; j < i; j++) {
      const r = values[i]?.[j];
      if (r === null || r === undefined) continue;
      if (Math.abs(r) >= 0.9) pairs++;
      if (Math.abs(r) > most) {
        most = Math.abs(r);
        best = [i, j];
      }
    }
  });
  const constant = names.filter((_, i) =>
    names.every((__, j) => i === j || (values[i]?.[j] ?? null) === null),
  );
  const lead = best as Cell | null;
  const strongest = lead
    ? `strongest between ${names[lead[1]]} and ${names[lead[0]]} (r ${formatNumber(values[lead[0]]![lead[1]]!, 4)}), ` +
      `${pairs} ${pairs === 1 ? 'pair' : 'pairs'} with |r| of 0.90 or more`
    : 'no pair could be computed';
  const tail = constant.length > 0 && names.length > 1 ? `; constant: ${constant.join(', ')}` : '';
  return `Correlation of ${names.length} features: ${strongest}${tail}.`;
}

/** The matrix as a table, four decimals. */
export function heatTwin(names: readonly string[], values: Matrix): Twin {
  return {
    columns: [{ label: 'Feature' }, ...names.map((label) => ({ label, numeric: true }))],
    rows: names.map((name, i) => [
      name,
      ...names.map((_, j) => {
        const r = values[i]?.[j];
        return i === j ? '' : r === null || r === undefined ? '–' : formatNumber(r, 4);
      }),
    ]),
  };
}

/** The text in a cell: blank on the diagonal, a dash where nothing could be computed. */
export function cellText(values: Matrix, [row, column]: Cell): string {
  const r = values[row]?.[column];
  if (row === column) return '';
  return r === null || r === undefined ? '–' : formatCorrelation(r);
}
