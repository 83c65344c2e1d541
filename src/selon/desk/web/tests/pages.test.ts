import { describe, expect, it } from "vitest";

import { addresses } from "../src/inbox/kinds";
import { CodePoints } from "../src/lib/offsets";
import { span } from "../src/map/days";
import { areasOf, boundsOf, type ClaimFeature, inside } from "../src/map/shapes";
import { runs } from "../src/search/runs";
import { drawing } from "../src/sources/flow";

const at = (x: number, y: number, coarsened = false): ClaimFeature =>
  ({ type: "Feature", geometry: { type: "Point", coordinates: [x, y] }, properties: { coarsened } }) as ClaimFeature;

describe("search", () => {
  it("marks hits by code points, joins what overlaps, loses nothing", () => {
    const text = "🚑 depot depot";
    expect(runs(new CodePoints(text), [[2, 7]])).toEqual([{ text: "🚑 ", hit: false }, { text: "depot", hit: true }, { text: " depot", hit: false }]);
    expect(runs(new CodePoints(text), [[8, 13], [2, 9], [40, 50]]).map(({ text: words }) => words).join("")).toBe(text);
    expect(runs(new CodePoints(""), [[0, 3]])).toEqual([]);
  });
});

describe("map", () => {
  it("looks at all points, and at some room around a single one", () => {
    expect(boundsOf([])).toBeNull();
    expect(boundsOf([at(30, 50), at(40, 45)])).toEqual([30, 45, 40, 50]);
    const [w, s, e, n] = boundsOf([at(37, 48)])!;
    expect([w < 37, e > 37, s < 48, n > 48]).toEqual([true, true, true, true]);
    expect(inside(at(37, 48), [36, 47, 38, 49])).toBe(true);
    expect(inside(at(39, 48), [36, 47, 38, 49])).toBe(false);
  });

  it("draws a coarsened place as its cell of a tenth of a degree, once", () => {
    const { features } = areasOf([at(37.1, 48.7, true), at(37.1, 48.7, true), at(1, 1)]) as { features: { geometry: { coordinates: number[][][] } }[] };
    expect(features.length).toBe(1);
    const xs = features[0]!.geometry.coordinates[0]!.map(([x]) => x!);
    expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(0.1);
  });

  it("shows the days with a day of room at both ends", () => {
    const { start, end } = span([{ day: "2025-05-07", claims: 1, contested: 0 }, { day: "2025-05-01", claims: 1, contested: 0 }]);
    expect([start.toISOString().slice(0, 10), end.toISOString().slice(0, 10)]).toEqual(["2025-04-30", "2025-05-09"]);
  });
});

describe("sources", () => {
  it("draws the strongest relays first and thickest", () => {
    const flows = [1, 9, 4].map((n) => ({ id: `s${n}`, name: `s${n}`, n, how: [] }));
    const { left, right, height } = drawing(flows, [], 2);
    expect(left.map(({ flow }) => flow.n)).toEqual([9, 4]);
    expect(left[0]!.width).toBeGreaterThan(left[1]!.width);
    expect(right).toEqual([]);
    expect(left.every(({ y }) => y > 0 && y < height)).toBe(true);
  });
});

describe("inbox", () => {
  it("takes addresses from lines, each once", () => {
    expect(addresses(" https://a.example/1\n\nhttps://b.example/2 \r\nhttps://a.example/1")).toEqual(["https://a.example/1", "https://b.example/2"]);
  });
});
