/** Kinds of entries, in the order in which they are offered; each has a mark and a tone. */
import type { InboxItem } from "../lib/types";

export type Kind = InboxItem["kind"];
export const KINDS: Kind[] = ["report", "version", "fault", "silent", "edit", "correction", "contradiction", "error_report", "grade", "note", "merge", "split", "undo", "seal", "other"];

export const SIGNS: Record<Kind, string> = {
  report: "↓", version: "⟳", fault: "✗", edit: "✎", silent: "◐", correction: "✓", contradiction: "≠", error_report: "⚑",
  grade: "◆", note: "¶", merge: "⋈", split: "÷", undo: "↶", seal: "✦", other: "·",
};

/** bad = something to look at at once; open = to be looked at; good; plain. */
export function tone(kind: Kind): "bad" | "open" | "good" | "plain" {
  if (kind === "fault" || kind === "silent" || kind === "contradiction") return "bad";
  if (kind === "error_report" || kind === "edit") return "open";
  return kind === "correction" ? "good" : "plain";
}

/** The addresses typed, one a line, without empty lines and repetitions. */
export function addresses(text: string): string[] {
  return [...new Set(text.split(/\s+/).filter(Boolean))];
}
