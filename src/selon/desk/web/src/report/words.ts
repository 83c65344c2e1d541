/** What changed between two texts, word by word (jsdiff). */
import { diffArrays, diffLines } from "diff";

export interface Piece {
  how: "equal" | "insert" | "delete";
  text: string;
}

/** Above this many edits the comparison goes by lines: word by word it would take longer than anybody waits. */
const MOST_EDITS = 4000;
const LONGEST_WAIT_MS = 1500;

/** Words of any script with their marks, numbers, white space, and every other character by itself. */
const TOKEN = /[\p{L}\p{M}]+(?:['’ʼ-][\p{L}\p{M}]+)*|\p{N}+(?:[.,]\p{N}+)*|\s+|./gsu;

/** The pieces of both texts in order; `null` when they are too far apart to be compared word by word or line by line. */
export function pieces(old: string, now: string): Piece[] | null {
  const bounds = { maxEditLength: MOST_EDITS, timeout: LONGEST_WAIT_MS };
  const words = diffArrays(old.match(TOKEN) ?? [], now.match(TOKEN) ?? [], bounds)?.map((part) => ({ ...part, value: part.value.join("") }));
  const found = words ?? diffLines(old, now, bounds);
  return found?.map(({ value, added, removed }) => ({ how: added ? "insert" : removed ? "delete" : "equal", text: value })) ?? null;
}

/** A long equal passage, cut to its ends at spaces: what is left in front and behind (UTF-16 units), and how many code points lie
 * between; `null` for one that is short enough to be shown. */
export function folded(text: string, keep: number): [string, number, string] | null {
  if (text.length <= keep * 2 + 120) return null;
  const head = text.lastIndexOf(" ", keep);
  const tail = text.indexOf(" ", text.length - keep);
  if (head < keep / 2 || tail < 0 || tail - head < 80) return null;
  return [text.slice(0, head), [...text.slice(head, tail)].length, text.slice(tail)];
}
