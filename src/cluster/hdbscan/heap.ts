/** A binary min-heap of edges that lead to places, by length and then by place. It grows to `most` entries and no further. */
export class Heap {
  /** The entry that `pop` took out last. */
  length = 0;
  place = 0;
  edge = 0;

  readonly #lengths: Float64Array;
  readonly #places: Int32Array;
  readonly #edges: Int32Array;
  #size = 0;

  constructor(most: number) {
    this.#lengths = new Float64Array(most);
    this.#places = new Int32Array(most);
    this.#edges = new Int32Array(most);
  }

  push(length: number, place: number, edge: number): void {
    let at = this.#size++;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.#isAfter(above, length, place)) break;
      this.#move(above, at);
      at = above;
    }
    this.#set(at, length, place, edge);
  }

  /** Take the first entry out, into `length`, `place` and `edge`. There must be one. */
  pop(): void {
    this.length = this.#lengths[0]!;
    this.place = this.#places[0]!;
    this.edge = this.#edges[0]!;
    const size = --this.#size;
    const length = this.#lengths[size]!;
    const place = this.#places[size]!;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= size) break;
      const other = below + 1;
      if (other < size && this.#isAfter(below, this.#lengths[other]!, this.#places[other]!))
        below = other;
      if (this.#isAfter(below, length, place)) break;
      this.#move(below, at);
      at = below;
    }
    this.#set(at, length, place, this.#edges[size]!);
  }

  #isAfter(at: number, length: number, place: number): boolean {
    const own = this.#lengths[at]!;
    return own > length || (own === length && this.#places[at]! > place);
  }

  #move(from: number, to: number): void {
    this.#set(to, this.#lengths[from]!, this.#places[from]!, this.#edges[from]!);
  }

  #set(at: number, length: number, place: number, edge: number): void {
    this.#lengths[at] = length;
    this.#places[at] = place;
    this.#edges[at] = edge;
  }
}
