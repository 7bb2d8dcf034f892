import { clusterSlot } from './clusters.ts';
import type { PlacedMarks } from './strip-model.ts';

/** A mark: its panel and its index in the order of drawing. */
export interface MarkAt {
  panel: number;
  mark: number;
}

/** Marks of one slot of a panel, by rising value. */
export function marksOfSlot(panel: PlacedMarks, slot: number): number[] {
  return panel.points
    .map((point, mark) => ({ point, mark }))
    .filter(({ point }) => clusterSlot(point.cluster) === slot)
    .sort((a, b) => a.point.value - b.point.value || a.point.id - b.point.id)
    .map(({ mark }) => mark);
}

function middleOf(marks: readonly number[]): number | undefined {
  return marks[Math.floor((marks.length - 1) / 2)];
}

function firstOf(
  panels: readonly PlacedMarks[],
  panel: number,
  slots: readonly number[],
): MarkAt | null {
  for (const slot of slots) {
    const placed = panels[panel];
    const mark = placed && middleOf(marksOfSlot(placed, slot));
    if (mark !== undefined) return { panel, mark };
  }
  return null;
}

/**
 * The mark an arrow key leads to. Up and down go through the values of a cluster, left and right to the
 * next cluster (and over the edge to the next panel), Page Up and Page Down to the same cluster of the next panel.
 * @returns null when the key means nothing here.
 */
export function moveMark(
  key: string,
  at: MarkAt | null,
  panels: readonly PlacedMarks[],
  slots: readonly number[],
): MarkAt | null {
  const known = /^(Arrow(Up|Down|Left|Right)|Page(Up|Down)|Home|End)$/.test(key);
  if (!known) return null;
  if (!at) return firstOf(panels, 0, slots);
  const placed = panels[at.panel];
  const point = placed?.points[at.mark];
  if (!placed || !point) return firstOf(panels, 0, slots);
  const slot = clusterSlot(point.cluster);
  const column = marksOfSlot(placed, slot);
  const rank = column.indexOf(at.mark);
  const vertical: Record<string, number> = {
    ArrowUp: rank + 1,
    ArrowDown: rank - 1,
    Home: 0,
    End: column.length - 1,
  };
  const target = vertical[key];
  if (target !== undefined) return { panel: at.panel, mark: column[target] ?? at.mark };

  if (key.startsWith('Page')) {
    const panel = at.panel + (key === 'PageDown' ? 1 : -1);
    const next = panels[panel];
    const mark = next && (sameSession(next, point.id) ?? middleOf(marksOfSlot(next, slot)));
    return mark === undefined ? at : { panel, mark };
  }
  const step = key === 'ArrowRight' ? 1 : -1;
  for (let i = at.panel * slots.length + slots.indexOf(slot) + step; ; i += step) {
    const panel = Math.floor(i / slots.length);
    const next = panels[panel];
    const nextSlot = slots[i - panel * slots.length];
    if (!next || nextSlot === undefined) return at;
    const mark = middleOf(marksOfSlot(next, nextSlot));
    if (mark !== undefined) return { panel, mark };
  }
}

function sameSession(panel: PlacedMarks, id: number): number | undefined {
  const mark = panel.points.findIndex((point) => point.id === id);
  return mark < 0 ? undefined : mark;
}
