/** The figures of a claim as a chart: a panel per period and unit, a row per origin, a stack of dots per figure. */
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
  /** What is counted; several where they were compared with one another. */
  units: string[];
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

/** Round numbers between two bounds, about `most` of them, at least `least` apart. */
export function ticks(min: number, max: number, most = 6, least = 0): number[] {
  if (!(max > min)) return [min];
  const rough = Math.max((max - min) / most, least);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? 10 * power;
  const found: number[] = [];
  for (let n = Math.ceil(min / step - 1e-9); n * step <= max + step * 1e-9; n++) found.push(Number((n * step).toPrecision(12)));
  return found;
}

/** Units that stand on one axis: those of figures that were held to be comparable, and figures without a unit with the commonest one. */
function axes(figures: Figures): Map<string, string> {
  const points = figures.rows.flatMap((row) => row.points);
  const unit = new Map(points.map((point) => [point.key, point.unit || figures.unit || ""]));
  const axis = new Map([...unit.values()].map((name) => [name, name]));
  for (const { relation, a, b } of figures.comparisons) {
    const [one, other] = [axis.get(unit.get(a) ?? ""), axis.get(unit.get(b) ?? "")];
    if (relation === "not_comparable" || one === undefined || other === undefined || one === other) continue;
    for (const [name, of] of axis) if (of === other) axis.set(name, one);
  }
  return axis;
}

/** Panels in the order in which most figures stand. Figures of unlike periods or units are never on one axis. */
export function panels(figures: Figures): Panel[] {
  const axis = axes(figures);
  const of = (point: FigurePoint) => axis.get(point.unit || figures.unit || "") ?? "";
  const kinds = new Map<string, { period: string | null; unit: string; n: number }>();
  for (const point of figures.rows.flatMap((row) => row.points)) {
    const key = `${of(point)}|${point.period}`;
    const kind = kinds.get(key) ?? { period: point.period, unit: of(point), n: 0 };
    kinds.set(key, { ...kind, n: kind.n + 1 });
  }
  const most = [...kinds.values()].sort((a, b) => b.n - a.n);
  return most.map(({ period, unit }) => panel(period, figures.rows.map((row) => ({ ...row, points: row.points.filter((p) => p.period === period && of(p) === unit) }))));
}

function panel(period: string | null, rows: FigureRow[]): Panel {
  const lanes = rows.map((row) => ({ row, stacks: stacked(row.points) })).filter((lane) => lane.stacks.length > 0);
  const units = [...new Set(rows.flatMap((row) => row.points).map((point) => point.unit).filter(Boolean))];
  const values = lanes.flatMap((lane) => lane.stacks.flatMap((stack) => [stack.low, stack.high ?? stack.low]));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const whole = values.every(Number.isInteger);
  const room = Math.max((most - least || Math.abs(most) || 1) * 0.12, whole && most === least ? 1.5 : 0);
  const min = least >= 0 ? Math.max(0, least - room) : least - room;
  return { period, units, lanes, min, max: most + room, ticks: ticks(min, most + room, 6, whole ? 1 : 0) };
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
