/** How a run of words is painted: one layer for each statement over it, the inner ones lower and deeper, so that nesting is seen. */
import type { Certainty } from "../lib/types";
import { statementsOf, type Segment } from "./segments";

const DEEPEST = 3;
const LOWER_BY_PIXELS = 5;

export interface Tint {
  image: string;
  size: string;
}

/** Layers of background, the innermost first; null where no statement lies. */
export function tintOf(segment: Segment, certainty: (statement: number) => Certainty): Tint | null {
  const over = statementsOf(segment).slice(0, DEEPEST + 1);
  if (!over.length) return null;
  const layers = over.map((statement, depth) => layer(certainty(statement), depth)).reverse();
  return { image: layers.map(({ image }) => image).join(", "), size: layers.map(({ size }) => size).join(", ") };
}

function layer(certainty: Certainty, depth: number): Tint {
  const name = certainty === "plain" ? "unknown" : certainty;
  const colour = `color-mix(in srgb, var(--${name}) ${depth * 13}%, var(--${name}-soft))`;
  return { image: `linear-gradient(${colour}, ${colour})`, size: `100% calc(100% - ${depth * LOWER_BY_PIXELS}px)` };
}

/** The statement that a run of words speaks for: the innermost over it, else the one whose cue or voice it is; null for none. */
export function ownerOf(segment: Segment): number | null {
  return statementsOf(segment).at(-1) ?? segment.marks.find(({ kind }) => kind === "cue" || kind === "voice")?.of ?? null;
}
