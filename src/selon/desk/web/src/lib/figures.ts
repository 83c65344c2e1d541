/** The figures of a claim as a chart: a panel per period, a row per origin, a stack of dots per figure. */
import type { ClaimPage, FigurePoint, FigureRow, Figures } from "./types";

export interface Stack {
  low: number;
  /** null: no upper bound. */
  high: number | null;
  lowOpen: boolean;
  denied: boolean;
  /** Those that are no copies stand first. */
  points: FigurePoint[];
}

export interface Lane {
  row: FigureRow;
  stacks: Stack[];
}

export interface Panel {
  period: string | null;
  lanes: Lane[];
  min: number;
  max: number;
  ticks: number[];
}

function stacked(points: FigurePoint[]): Stack[] {
  const found = new Map<string, Stack>();
  for (const point of points) {
    const key = [point.low, point.high, point.low_open, point.denied].join("|");
    const stack = found.get(key) ?? { low: point.low, high: point.high, lowOpen: point.low_open, denied: point.denied, points: [] };
    if (!stack.points.some((one) => one.report === point.report)) stack.points.push(point); // headline and text of one report: one dot
    found.set(key, stack);
  }
  for (const stack of found.values()) stack.points.sort((a, b) => Number(a.copy) - Number(b.copy));
  return [...found.values()].sort((a, b) => a.low - b.low);
}

/** Round numbers between two bounds, about `most` of them. */
export function ticks(min: number, max: number, most = 6): number[] {
  if (!(max > min)) return [min];
  const rough = (max - min) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? 10 * power;
  const found: number[] = [];
  for (let n = Math.ceil(min / step - 1e-9); n * step <= max + step * 1e-9; n++) found.push(Number((n * step).toPrecision(12)));
  return found;
}

/** Panels in the order in which most figures stand. Figures of unlike periods are never on one axis. */
export function panels(figures: Figures): Panel[] {
  const periods = new Map<string | null, number>();
  for (const row of figures.rows) for (const point of row.points) periods.set(point.period, (periods.get(point.period) ?? 0) + 1);
  return [...periods].sort((a, b) => b[1] - a[1]).map(([period]) => panel(period, figures.rows));
}

function panel(period: string | null, rows: FigureRow[]): Panel {
  const lanes = rows
    .map((row) => ({ row, stacks: stacked(row.points.filter((point) => point.period === period)) }))
    .filter((lane) => lane.stacks.length > 0);
  const values = lanes.flatMap((lane) => lane.stacks.flatMap((stack) => [stack.low, stack.high ?? stack.low]));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least || Math.abs(most) || 1) * 0.12;
  const min = least >= 0 ? Math.max(0, least - room) : least - room;
  return { period, lanes, min, max: most + room, ticks: ticks(min, most + room) };
}

export interface Spelled {
  relation: string;
  why: string;
  a: string;
  b: string;
}

/** Comparisons worth reading: each pair of origins and each reason once, "the same" left out; the telling ones first. */
export function spelled(figures: Figures, page: ClaimPage): { told: Spelled[]; same: number } {
  const origins = new Map(page.claim.origins.map((origin) => [origin.id, origin.who]));
  const who = new Map(page.claim.statements.map((s) => [s.key, origins.get(s.origin) ?? ""]));
  const rank = ["derivable", "update", "differs", "not_comparable"];
  const seen = new Map<string, Spelled>();
  let same = 0;
  for (const { relation, why, a, b } of figures.comparisons) {
    if (relation === "same") {
      same++;
      continue;
    }
    const item = { relation, why, a: who.get(a) ?? "", b: who.get(b) ?? "" };
    const key = [relation, why, ...[item.a, item.b].sort()].join("|");
    if (!seen.has(key)) seen.set(key, item);
  }
  return { told: [...seen.values()].sort((a, b) => rank.indexOf(a.relation) - rank.indexOf(b.relation)), same };
}
