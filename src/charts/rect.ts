/** A rectangle in CSS pixels of the plot. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}
