/** Code points and JavaScript's own offsets: the API counts code points, a string of JavaScript counts UTF-16 units. */

/** A text that is cut by offsets in code points. */
export class CodePoints {
  readonly text: string;
  /** In code points. */
  readonly length: number;
  /** Offsets, in code points, of those that take two units; in order. */
  readonly #pairs: number[] = [];

  constructor(text: string) {
    this.text = text;
    let points = 0;
    for (let unit = 0; unit < text.length; unit += 1, points += 1) {
      if ((text.codePointAt(unit) ?? 0) <= 0xffff) continue;
      this.#pairs.push(points);
      unit += 1;
    }
    this.length = points;
  }

  /** The UTF-16 offset of an offset in code points; what lies outside of the text is moved to its start or its end. */
  unit(point: number): number {
    const bounded = Math.max(0, Math.min(point, this.length));
    return bounded + this.#before(bounded);
  }

  /** The words between two offsets in code points. */
  slice(start: number, end: number): string {
    return this.text.slice(this.unit(start), this.unit(end));
  }

  /** How many pairs begin before an offset. */
  #before(point: number): number {
    let [low, high] = [0, this.#pairs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#pairs[middle]! < point) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
