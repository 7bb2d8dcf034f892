/** Name of a planned column in a staged slice. */
export function stageColumn(position: number): string {
  return `p${String(position)}`;
}
