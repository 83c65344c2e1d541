/** Notes beside a text: each as near to its line as those above it allow. */

export interface Wish {
  /** Where the line is, in pixels from the top of the text. */
  top: number;
  height: number;
}

/** Tops of the notes: none above its line, none over another, in the order given; `gap` pixels between them. */
export function stacked(wishes: readonly Wish[], gap: number): number[] {
  let free = 0;
  return wishes.map(({ top, height }) => {
    const placed = Math.max(top, free);
    free = placed + height + gap;
    return placed;
  });
}
