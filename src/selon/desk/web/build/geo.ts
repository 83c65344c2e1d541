/* Land, borders and disputed lines for the map, made at build time from world-atlas (Natural Earth, public domain, 1:10 million).
 *
 * Each arc is simplified once, so that land and borders keep meeting: to about 4 km in general, to about 500 m where today's
 * wars are (FINE). Borders with a disputed standing (disputed.json) leave the ordinary borders and are drawn dashed. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoEquirectangular } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

type Position = [number, number];
type Box = [number, number, number, number];
interface Named { name: string }
interface Pair { a: string; b: string; box?: Box; name: string; fact: string }
interface Disputed { drop: [string, string][]; pairs: Pair[]; lines: { name: string; fact: string; coordinates: Position[] }[] }
interface Feature { type: "Feature"; properties: Record<string, string>; geometry: { type: string; coordinates: unknown } }
export interface Collection { type: "FeatureCollection"; features: Feature[] }
export interface Geo { land: Collection; borders: Collection }

/* West, south, east, north: Ukraine with the Black Sea and the Baltic, the Caucasus, the Levant, the Gulf, the Red Sea, Taiwan. */
const FINE: Box[] = [[20, 43, 50, 61], [38, 38, 51, 44], [33, 27, 46, 38], [32, 10, 61, 32], [117, 20, 125, 28]];
const COARSE_DEGREES = 0.04;
const FINE_DEGREES = 0.005;
const SMALLEST_ISLAND = 0.02; /* square degrees, outside FINE */

const within = ([x, y]: Position, [w, s, e, n]: Box): boolean => x >= w && x <= e && y >= s && y <= n;
const isFine = (point: Position): boolean => FINE.some((box) => within(point, box));
const rounded = ([x, y]: Position): Position => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000];

/** Geo as it is written: the land as polygons, the borders as lines with `kind` "border" or "disputed". */
export function geo(): Geo {
  const world = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("world-atlas/countries-10m.json"), "utf8")) as Topology;
  const disputed = JSON.parse(readFileSync(new URL("./disputed.json", import.meta.url), "utf8")) as Disputed;
  const simple = { ...world, transform: undefined, arcs: absolute(world).map(simplified) } as unknown as Topology;
  return { land: land(simple), borders: { type: "FeatureCollection", features: [...bordersOf(simple, disputed), ...handDrawn(disputed)] } };
}

function absolute(world: Topology): Position[][] {
  const { scale, translate } = world.transform ?? { scale: [1, 1], translate: [0, 0] };
  return world.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx = 0, dy = 0]) => ((x += dx), (y += dy), [x * scale[0] + translate[0], y * scale[1] + translate[1]]) as Position);
  });
}

/** Douglas and Peucker's simplification with an explicit stack; the ends stay. */
function simplified(arc: Position[]): Position[] {
  const keep = new Uint8Array(arc.length);
  keep[0] = keep[arc.length - 1] = 1;
  const stack: [number, number][] = [[0, arc.length - 1]];
  for (let span = stack.pop(); span; span = stack.pop()) {
    const [from, to] = span;
    const [far, excess] = farthest(arc, from, to);
    if (excess > 1) { keep[far] = 1; stack.push([from, far], [far, to]); }
  }
  return arc.filter((_, index) => keep[index]).map(rounded);
}

/** The point between `from` and `to` farthest from their line, and its distance in multiples of the tolerance there. */
function farthest(arc: Position[], from: number, to: number): [number, number] {
  const [a, b] = [arc[from]!, arc[to]!];
  let [far, most] = [from, 0];
  for (let index = from + 1; index < to; index += 1) {
    const point = arc[index]!;
    const excess = distance(point, a, b) / (isFine(point) ? FINE_DEGREES : COARSE_DEGREES);
    if (excess > most) [far, most] = [index, excess];
  }
  return [far, most];
}

function distance([x, y]: Position, [ax, ay]: Position, [bx, by]: Position): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

function land(world: Topology): Collection {
  const whole = feature(world, world.objects.land!) as unknown as Collection | Feature;
  const shapes = whole.type === "FeatureCollection" ? whole.features : [whole];
  const polygons = shapes.flatMap(({ geometry }) => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) as Position[][][]);
  const kept = polygons.map((rings) => rings.filter(isWorthDrawing)).filter((rings) => rings.length > 0).flatMap(cut);
  return { type: "FeatureCollection", features: kept.map((coordinates) => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates } })) };
}

const FLAT = geoEquirectangular().scale(180 / Math.PI).translate([0, 0]).precision(0).reflectY(true); /* degrees to degrees */

/** A polygon that crosses the antimeridian or goes around a pole, as those of a flat map: without lines across the whole world. */
function cut(rings: Position[][]): Position[][][] {
  const leaps = rings.some((ring) => ring.some(([x], index) => index > 0 && Math.abs(x - ring[index - 1]![0]) > 180));
  if (!leaps) return [rings];
  const flat = geoProject({ type: "Polygon", coordinates: rings }, FLAT);
  const parts = flat.type === "Polygon" ? [flat.coordinates] : flat.coordinates;
  return (parts as Position[][][]).map((part) => part.map((ring) => ring.map(rounded)));
}

function isWorthDrawing(ring: Position[]): boolean {
  return ring.length >= 4 && (isFine(ring[0]!) || Math.abs(area(ring)) > SMALLEST_ISLAND);
}

function area(ring: Position[]): number {
  return ring.reduce((sum, [x, y], index) => { const [nx, ny] = ring[(index + 1) % ring.length]!; return sum + x * ny - nx * y; }, 0) / 2;
}

function bordersOf(world: Topology, disputed: Disputed): Feature[] {
  const countries = world.objects.countries as GeometryCollection<Named>;
  const between = (wanted: (a: string, b: string) => boolean): Position[][] =>
    mesh(world as Topology<{ countries: GeometryCollection<Named> }>, countries, (a, b) => a !== b && wanted(nameOf(a), nameOf(b))).coordinates as Position[][];
  const special = new Set([...disputed.drop, ...disputed.pairs.map(({ a, b }) => [a, b] as const)].map(([a, b]) => key(a, b)));
  const plain = between((a, b) => !special.has(key(a, b)));
  const rows = disputed.pairs.flatMap((pair) => parted(between((a, b) => key(a, b) === key(pair.a, pair.b)), pair));
  return [line(plain, { kind: "border" }), ...rows];
}

/** The lines of one pair: what lies in its box as disputed, the rest as an ordinary border. */
function parted(lines: Position[][], { box, name, fact }: Pair): Feature[] {
  if (!box) return [line(lines, { kind: "disputed", name, fact })];
  const runs = (inside: boolean): Position[][] => lines.flatMap((points) => runsOf(points, box, inside));
  return [line(runs(true), { kind: "disputed", name, fact }), line(runs(false), { kind: "border" })];
}

function runsOf(points: Position[], box: Box, inside: boolean): Position[][] {
  const runs: Position[][] = [];
  let run: Position[] = [];
  for (let index = 1; index < points.length; index += 1) {
    const [a, b] = [points[index - 1]!, points[index]!];
    if ((within(a, box) && within(b, box)) === inside) run = run.length ? [...run, b] : [a, b];
    else if (run.length) { runs.push(run); run = []; }
  }
  return run.length ? [...runs, run] : runs;
}

const handDrawn = ({ lines }: Disputed): Feature[] => lines.map(({ name, fact, coordinates }) => line([coordinates], { kind: "disputed", name, fact }));
const nameOf = (geometry: { properties?: unknown }): string => (geometry.properties as Named).name;
const key = (a: string, b: string): string => [a, b].sort().join("|");
const line = (coordinates: Position[][], properties: Record<string, string>): Feature => ({ type: "Feature", properties, geometry: { type: "MultiLineString", coordinates } });
