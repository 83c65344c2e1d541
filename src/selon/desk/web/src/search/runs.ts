/** A text cut into what was looked for and what stands between. */
import type { CodePoints } from "../lib/offsets";

export interface Run {
  text: string;
  hit: boolean;
}

/** Runs in order, nothing lost; hits that overlap are joined, those outside of the text are left out. */
export function runs(text: CodePoints, hits: readonly (readonly [number, number])[]): Run[] {
  const found: Run[] = [];
  let at = 0;
  for (const [from, to] of [...hits].sort((a, b) => a[0] - b[0])) {
    const [start, end] = [Math.max(from, at), Math.min(to, text.length)];
    if (start >= end) continue;
    if (start > at) found.push({ text: text.slice(at, start), hit: false });
    found.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < text.length) found.push({ text: text.slice(at, text.length), hit: false });
  return found;
}
