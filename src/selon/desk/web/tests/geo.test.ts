import { expect, test } from "vitest";

import { geo } from "../build/geo.ts";
import disputed from "../build/disputed.json";

interface Line {
  properties: { kind: string; name?: string; fact?: string };
  geometry: { coordinates: [number, number][][] };
}
const made = geo();
const lines = made.borders.features as unknown as Line[];
const points = (features: Line[]): [number, number][] => features.flatMap(({ geometry }) => geometry.coordinates.flat());

test("every disputed line is drawn and says why it is disputed", () => {
  const drawn = lines.filter(({ properties }) => properties.kind === "disputed");
  expect(drawn.length).toBe(disputed.pairs.length + disputed.lines.length);
  for (const { properties, geometry } of drawn) {
    expect([properties.name, geometry.coordinates.flat().length > 1, (properties.fact ?? "").length > 10]).toEqual([properties.name, true, true]);
  }
});

test("no ordinary border parts Crimea from Ukraine, and the one between Ukraine and Russia is whole elsewhere", () => {
  const ordinary = points(lines.filter(({ properties }) => properties.kind === "border"));
  expect(ordinary.filter(([x, y]) => x > 33 && x < 36.5 && y > 45.3 && y < 46.4)).toEqual([]);
  expect(ordinary.some(([x, y]) => Math.abs(x - 39.8) < 0.6 && Math.abs(y - 48.6) < 0.8)).toBe(true); // east of Luhansk
});

test("land is closed rings with fine coasts where wars are, and fits into a megabyte", () => {
  const rings = made.land.features.flatMap(({ geometry }) => geometry.coordinates as [number, number][][]);
  expect(rings.every((ring) => ring.length >= 4 && ring[0]!.join() === ring.at(-1)!.join())).toBe(true);
  const crimea = rings.flat().filter(([x, y]) => x > 32.4 && x < 36.7 && y > 44.3 && y < 45.5);
  expect(crimea.length).toBeGreaterThan(100);
  expect(JSON.stringify(made.land).length).toBeLessThan(1_200_000);
});
