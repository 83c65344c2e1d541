import { describe, expect, test } from "vitest";

import { panels, spelled, ticks } from "../src/lib/figures";
import { copiesBelow, grouped } from "../src/lib/grouped";
import { layout, ROW, segment, tree } from "../src/lib/layout";
import type { ClaimPage, ClaimStatement, Copy, FigurePoint, Figures, Graph, GraphEdge, GraphNode, Origin } from "../src/lib/types";

const origin = (id: string, kind: Origin["kind"] = "identified", denies = false): Origin => ({ id, who: id, kind, party: null, path: [], denies });
const said = (report: string, from: string): ClaimStatement => ({
  report, statement: "s", key: `${report}:${from}`, version: "", content: "", value: null, polarity: "asserted", origin: from, distorted: false,
  certainty: "attributed", kind: "report", voices: [], before: "", after: "", happened_at: null, said_at: null, why: [],
});
const copy = (from: string, to: string, how: Copy["how"] = "edited"): Copy => ({ from, to, how, evidence: [] });

function page(origins: Origin[], statements: ClaimStatement[], copies: Copy[], hours: Record<string, string>): ClaimPage {
  const report = (id: string) => ({ id, url: null, outlet: id, headline: null, name: "", language: "en", published: hours[id] ?? null, version: 1, versions: 1 });
  return {
    claim: { id: "c", frame: "other", gist: "", participants: {}, place: null, point: null, time: null, statements, origins, counts: { independent: 0, not_established: 0, denying: 0, reports: 0 }, comparisons: [], contradicts: [] },
    reports: Object.fromEntries([...new Set(statements.map((s) => s.report))].map((id) => [id, report(id)])), copies, contradicting: [], grades: [], notes: [], history: [],
  };
}

describe("statements by origin", () => {
  const hours = { agency: "2025-05-07T09:31:00+02:00", paper: "2025-05-07T10:02:00+02:00", abroad: "2025-05-07T11:15:00+02:00", local: "2025-05-07T08:05:00+03:00" };

  test("a copy stands under what it copies, a translation of the copy under the copy", () => {
    const all = ["abroad", "paper", "agency", "local"].map((report) => said(report, "mayor"));
    const [group] = grouped(page([origin("mayor")], all, [copy("agency", "paper"), copy("paper", "abroad", "translated"), copy("agency", "abroad", "translated")], hours));
    expect(group!.reports.map((r) => r.address)).toEqual(["local", "agency"]); // 05:05 UTC before 07:31 UTC
    expect(group!.reports[1]!.copies.map((r) => [r.address, r.how])).toEqual([["paper", "edited"]]);
    expect(group!.reports[1]!.copies[0]!.copies.map((r) => r.address)).toEqual(["abroad"]);
    expect(copiesBelow(group!.reports[1]!)).toBe(2);
  });

  test("reports that copy one another all stay: the earliest stands on the origin", () => {
    const [group] = grouped(page([origin("mayor")], ["paper", "abroad"].map((r) => said(r, "mayor")), [copy("paper", "abroad"), copy("abroad", "paper")], hours));
    expect(group!.reports.map((r) => r.address)).toEqual(["paper"]);
    expect(group!.reports[0]!.copies.map((r) => r.address)).toEqual(["abroad"]);
  });

  test("independent origins stand first, those that deny last", () => {
    const origins = [origin("army", "identified", true), origin("somebody", "unidentified"), origin("mayor")];
    const groups = grouped(page(origins, origins.map((o) => said("paper", o.id)), [], hours));
    expect(groups.map((g) => g.origin.id)).toEqual(["mayor", "somebody", "army"]);
  });
});

const node = (id: string, layer: number, type: GraphNode["type"] = "report"): GraphNode => ({ id, type, label: id, sub: "", established: true, party: null, denies: false, report: null, layer });
const edge = (from: string, to: string): GraphEdge => ({ id: `${from}>${to}`, from, to, how: "says", established: true, circular: false, words: "", statements: [] });

describe("the provenance graph", () => {
  const graph: Graph = { nodes: [node("a", 0, "origin"), node("b", 0, "origin"), node("v", 1, "relay"), node("r", 3), node("q", 3)], edges: [edge("a", "v"), edge("v", "r"), edge("b", "q")], circles: [] };

  test("has a column for each layer that is used, origins at the left", () => {
    const { nodes } = layout(graph);
    const x = Object.fromEntries([...nodes].map(([id, spot]) => [id, spot.x]));
    expect(x.a).toBe(0);
    expect(x.a).toBe(x.b);
    expect(x.v).toBeGreaterThan(x.a!);
    expect(x.r).toBe(2 * x.v!); // layer 2 has nobody: no empty column
  });

  test("keeps nodes of a column apart and crosses no lines where none need cross", () => {
    const { nodes, bends } = layout(graph);
    expect(Math.abs(nodes.get("a")!.y - nodes.get("b")!.y)).toBeGreaterThanOrEqual(ROW - 1e-6);
    expect(nodes.get("a")!.y < nodes.get("b")!.y).toBe(nodes.get("r")!.y < nodes.get("q")!.y);
    expect(bends.get("b>q")).toHaveLength(1); // the line of b passes the column of v
  });

  test("is the same whenever it is drawn", () => {
    expect([...layout(graph).nodes]).toEqual([...layout(structuredClone(graph)).nodes]);
  });

  test("a bend lies beside the line by the distance that is given", () => {
    expect(segment({ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 5, y: 3 })).toEqual({ weight: 0.5, distance: 3 });
  });

  test("as a list follows each line from its origin and stops at a circle", () => {
    const round: Graph = { nodes: [node("o", 0, "origin"), node("x", 1), node("y", 1), node("z", 1)], edges: [edge("o", "x"), edge("x", "y"), edge("y", "x")], circles: [["x", "y"]] };
    const [first, alone] = tree(round);
    expect(first!.below[0]!.below[0]!.below[0]).toMatchObject({ node: "x", again: true, below: [] });
    expect(alone!.node).toBe("z");
  });

  test("two reports that only credit one another are in the list all the same", () => {
    const round: Graph = { nodes: [node("x", 0), node("y", 0)], edges: [edge("x", "y"), edge("y", "x")], circles: [["x", "y"]] };
    expect(tree(round).map((branch) => branch.node)).toEqual(["x"]);
    expect(tree(round)[0]!.below[0]).toMatchObject({ node: "y", again: false });
  });
});

const point = (report: string, low: number, more: Partial<FigurePoint> = {}): FigurePoint => ({
  key: `${report}:${low}`, report, outlet: report, published: null, text: String(low), low, high: low, low_open: false, bound: "exact", unit: "killed", period: null, copy: false, denied: false, ...more,
});
const figures = (points: FigurePoint[], comparisons: Figures["comparisons"] = []): Figures => ({
  unit: "killed", rows: [{ origin: "mayor", who: "the mayor", kind: "identified", party: null, denies: false, points }], comparisons, range: null, calculation: null,
});

describe("the figures", () => {
  test("equal figures are one stack, copies on top, one dot per report", () => {
    const [panel] = panels(figures([point("paper", 4, { copy: true }), point("agency", 4), point("agency", 4, { key: "again" }), point("late", 6)]));
    expect(panel!.lanes[0]!.stacks.map((stack) => stack.points.map((p) => p.report))).toEqual([["agency", "paper"], ["late"]]);
  });

  test("killed and drones never share an axis; people and soldiers do where they were compared", () => {
    const points = [point("a", 4), point("b", 30, { unit: "drones" }), point("c", 500, { unit: "persons" }), point("d", 510, { unit: "soldiers" })];
    const same = { relation: "same", why: "500 ≈ 510", a: "c:500", b: "d:510" };
    expect(panels(figures(points, [same])).map((panel) => panel.units)).toEqual([["persons", "soldiers"], ["killed"], ["drones"]]);
    expect(panels(figures(points, [{ ...same, relation: "not_comparable" }]))).toHaveLength(4);
  });

  test("a figure without a unit stands with the commonest one", () => {
    expect(panels(figures([point("a", 4), point("b", 5, { unit: "" })])).map((panel) => panel.units)).toEqual([["killed"]]);
  });

  test("100 a week and 5,200 a year never share an axis", () => {
    const both = panels(figures([point("a", 100, { period: "week" }), point("b", 5200, { period: "year" })]));
    expect(both.map((panel) => [panel.period, panel.min < 100 || panel.min < 5200, panel.lanes.length])).toEqual([["week", true, 1], ["year", true, 1]]);
    expect(both[0]!.max).toBeLessThan(200);
  });

  test("the marks of an axis are round numbers within it", () => {
    expect(ticks(3, 13)).toEqual([4, 6, 8, 10, 12]);
    expect(ticks(0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticks(5, 5)).toEqual([5]);
  });

  test("a comparison is told once for each pair of origins, the same figure not at all", () => {
    const shown = page([origin("mayor"), origin("army")], [said("a", "mayor"), said("b", "mayor"), said("c", "army")], [], {});
    const differs = { relation: "differs", why: "4 against 6", a: "a:mayor", b: "c:army" };
    const told = spelled(figures([], [differs, { ...differs, a: "b:mayor" }, { relation: "same", why: "4 in both", a: "a:mayor", b: "b:mayor" }, { relation: "derivable", why: "100 per week × 52 = 5,200 per year", a: "a:mayor", b: "c:army" }]), shown);
    expect(told.told.map((one) => one.relation)).toEqual(["derivable", "differs"]);
    expect(told.same).toBe(1);
  });
});
