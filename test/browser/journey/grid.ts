import type { Locator } from 'playwright-core';
import { bare } from './steps.ts';

/** The text of every cell of a grid, row by row, head left out; a virtual grid is paged through to its end. */
export async function gridRows(grid: Locator, most = 1000): Promise<string[][]> {
  const count = Math.min(most, Number(await grid.getAttribute('aria-rowcount')) - 1);
  const rows = new Map<number, string[]>();
  for (let tries = 0; rows.size < count; tries++) {
    const seen = await grid.locator('[role=row][aria-rowindex]').evaluateAll((elements) =>
      elements.map((row) => ({
        index: Number(row.getAttribute('aria-rowindex')),
        // A shortened value stands in full in the title.
        cells: [...row.querySelectorAll('[role=gridcell]')].map(
          (cell) =>
            (cell.textContent.includes('…') && cell.getAttribute('title')) ||
            cell.textContent.trim(),
        ),
        waiting: row.querySelector('.dt-wait') !== null,
      })),
    );
    for (const { index, cells, waiting } of seen)
      if (cells.length > 0 && !waiting) rows.set(index, cells.map(bare));
    if (tries > 200) throw new Error(`Only ${String(rows.size)} of ${String(count)} rows came.`);
    await grid.evaluate((element) => {
      const end = element.scrollTop + element.clientHeight >= element.scrollHeight - 1;
      element.scrollTop = end ? 0 : element.scrollTop + element.clientHeight * 0.8;
    });
    await grid.page().waitForTimeout(60);
  }
  return [...rows].sort(([a], [b]) => a - b).map(([, cells]) => cells);
}
