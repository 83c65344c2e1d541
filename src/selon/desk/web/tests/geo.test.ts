import { expect, test } from "vitest";

import { geo } from "../build/geo.ts";
import disputed from "../build/disputed.json";
import { boxOf, boxText, type Bounds, type ClaimFeature, inside } from "../src/map/shapes";

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

test("an area goes into the address and comes back, also across the antimeridian and from a map drawn twice", () => {
  expect(boxText([30.123, 45.999, 38.5, 52])).toBe("30.12,46,38.5,52");
  expect(boxOf("30.12,46,38.5,52")).toEqual([30.12, 46, 38.5, 52]);
  expect(boxText([170, -10, 190, 10])).toBe("170,-10,-170,10");
  expect(boxOf("170,-10,-170,10")).toEqual([170, -10, 190, 10]);
  expect(boxText([-300, -95, 300, 95])).toBe("-180,-90,180,90");
  expect([boxOf(""), boxOf("1,2,3"), boxOf("1,2,3,x"), boxOf("1,2,3,4,5"), boxOf("1,,3,4")]).toEqual([null, null, null, null, null]);
});

test("a point lies in a box whichever turn of the globe the box was read from", () => {
  const at = (x: number, y: number): ClaimFeature => ({ type: "Feature", geometry: { type: "Point", coordinates: [x, y] }, properties: {} as never });
  const boxes: Bounds[] = [[30, 45, 40, 52], [390, 45, 400, 52], [-330, 45, -320, 52]];
  expect(boxes.map((box) => inside(at(37, 50), box))).toEqual([true, true, true]);
  expect(boxes.map((box) => inside(at(41, 50), box))).toEqual([false, false, false]);
  expect([inside(at(-175, 0), [170, -10, 190, 10]), inside(at(0, 0), [170, -10, 190, 10])]).toEqual([true, false]);
});

/** Whether a point lies on land of a flat map (even number of crossings: no). */
function onLand([x, y]: [number, number]): boolean {
  const rings = (made.land.features as unknown as { geometry: { coordinates: [number, number][][] } }[]).map(({ geometry }) => geometry.coordinates);
  return rings.some((polygon) => polygon.flatMap((ring) => ring.map((point, index): [[number, number], [number, number]] => [point, ring[(index + 1) % ring.length]!]))
    .filter(([[ax, ay], [bx, by]]) => ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax).length % 2 === 1);
}

test("what lies across the antimeridian or around a pole is drawn where it lies, and no line runs across the world", () => {
  const land: [number, number][] = [[2.35, 48.86], [-1, 46], [37.6, 55.75], [-172, 66], [178, 67], [0, -80], [-100, -85], [-45, 75], [179, -16.7]];
  const sea: [number, number][] = [[-4, 45.5], [-30, 50], [0, 80], [-3, 44.5], [170, 0], [0, -50], [0, 56], [-170, 60], [0, -16]];
  expect(land.map(onLand)).toEqual(land.map(() => true));
  expect(sea.map(onLand)).toEqual(sea.map(() => false));
  const leaps = (made.land.features as unknown as { geometry: { coordinates: [number, number][][] } }[]).flatMap(({ geometry }) => geometry.coordinates)
    .flatMap((ring) => ring.filter(([x, y], index) => index > 0 && Math.abs(y) < 89 && Math.abs(x - ring[index - 1]![0]) > 180));
  expect(leaps).toEqual([]);
});
