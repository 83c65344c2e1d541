/** Spans of texts. Offsets of the API count code points; strings here count UTF-16 units, so texts are taken apart first. */

export interface Piece {
  text: string;
  hit: boolean;
}

/** A text cut at its spans, in order; spans that overlap or leave the text are joined and clipped. */
export function pieces(text: string, hits: [number, number][]): Piece[] {
  const points = Array.from(text);
  const found: Piece[] = [];
  let at = 0;
  for (const [start, end] of [...hits].sort((a, b) => a[0] - b[0])) {
    const from = Math.max(at, Math.min(start, points.length));
    const to = Math.min(end, points.length);
    if (to <= from) continue;
    if (from > at) found.push({ text: points.slice(at, from).join(""), hit: false });
    found.push({ text: points.slice(from, to).join(""), hit: true });
    at = to;
  }
  if (at < points.length) found.push({ text: points.slice(at).join(""), hit: false });
  return found;
}

const AROUND = 110;

/** What stands before some words, of the same paragraph, cut at a word. */
export function lead(text: string): string {
  const same = text.slice(text.lastIndexOf("\n") + 1);
  const points = Array.from(same);
  return points.length <= AROUND ? same : `…${points.slice(-AROUND).join("").replace(/^\S*\s/, " ")}`;
}

/** What stands behind some words, of the same paragraph, cut at a word. */
export function trail(text: string): string {
  const end = text.search(/\n/);
  const same = end < 0 ? text : text.slice(0, end);
  const points = Array.from(same);
  return points.length <= AROUND ? same : `${points.slice(0, AROUND).join("").replace(/\s\S*$/, "")} …`;
}
