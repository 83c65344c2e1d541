/** Where the words go: whom a source relays at the left, the source, who relays it at the right. */
import type { Flow } from "../lib/types";

export interface Ribbon {
  flow: Flow;
  /** Vertical middle of its label, in pixels. */
  y: number;
  /** Where it meets the source. */
  at: number;
  width: number;
}
export interface Drawing {
  height: number;
  left: Ribbon[];
  right: Ribbon[];
}

const ROW = 34;
const THICKEST = 18;

/** Drawn are the `most` strongest of each side, thickest by the most that any passes on; the caller says how many are left out. */
export function drawing(relays: readonly Flow[], relayedBy: readonly Flow[], most: number): Drawing {
  const [left, right] = [strongest(relays, most), strongest(relayedBy, most)];
  const height = Math.max(left.length, right.length, 2) * ROW;
  const top = Math.max(1, ...[...left, ...right].map(({ n }) => n));
  return { height, left: ribbons(left, height, top), right: ribbons(right, height, top) };
}

const strongest = (flows: readonly Flow[], most: number): Flow[] => [...flows].sort((a, b) => b.n - a.n || a.name.localeCompare(b.name)).slice(0, most);

function ribbons(flows: Flow[], height: number, top: number): Ribbon[] {
  const widths = flows.map(({ n }) => Math.max(1.5, Math.sqrt(n / top) * THICKEST));
  let at = (height - widths.reduce((sum, width) => sum + width, 0)) / 2;
  const first = (height - flows.length * ROW) / 2 + ROW / 2;
  return flows.map((flow, index) => {
    const width = widths[index]!;
    const ribbon = { flow, y: first + index * ROW, at: at + width / 2, width };
    at += width;
    return ribbon;
  });
}

/** A name, shortened to what fits: so many code points. */
export function shortened(name: string, most: number): string {
  const points = [...name];
  return points.length > most ? `${points.slice(0, most - 1).join("")}…` : name;
}
