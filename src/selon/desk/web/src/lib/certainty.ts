/** The mark of each certainty, the same as on the command line; its colour is the token of the same name. */
import type { Certainty } from "./types";

export const CERTAINTIES: Certainty[] = ["affirmed", "attributed", "hedged", "doubted", "denied", "unknown", "plain"];

export const MARKS: Record<Certainty, string> = {
  affirmed: "✓",
  attributed: "›",
  hedged: "~",
  doubted: "?",
  denied: "✗",
  unknown: "∅",
  plain: "•",
};
