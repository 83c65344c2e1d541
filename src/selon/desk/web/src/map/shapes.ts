/** What the map is given, put into the shapes it draws. */
import type { Counts, Frame } from "../lib/types";

export interface ClaimProperties extends Counts {
  id: string;
  gist: string;
  frame: Frame;
  time: string | null;
  contested: number;
  /** A private person's place, rounded to a tenth of a degree: it stands for an area. */
  coarsened: boolean;
}
export interface ClaimFeature {
  type: "Feature";
  geometry: { type: "Point"; coordinates: [number, number] };
  properties: ClaimProperties;
}
export interface ClaimFeatures {
  type: "FeatureCollection";
  features: ClaimFeature[];
}
/** West, south, east, north in degrees. */
export type Bounds = [number, number, number, number];

const HALF_CELL_DEGREES = 0.05;
const LEAST_SPAN_DEGREES = 0.6;

/** The box that holds all features, with some room; `null` for none. */
export function boundsOf(features: readonly ClaimFeature[]): Bounds | null {
  if (!features.length) return null;
  const xs = features.map(({ geometry }) => geometry.coordinates[0]);
  const ys = features.map(({ geometry }) => geometry.coordinates[1]);
  const widened = (values: number[]): [number, number] => {
    const [low, high] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
    const room = Math.max(LEAST_SPAN_DEGREES - (high - low), 0) / 2;
    return [low - room, high + room];
  };
  const [[west, east], [south, north]] = [widened(xs), widened(ys)];
  return [west, Math.max(south, -85), east, Math.min(north, 85)];
}

/** Whether a point lies in the box. */
export function inside({ geometry: { coordinates: [x, y] } }: ClaimFeature, [west, south, east, north]: Bounds): boolean {
  const across = (x - west) % 360; // a map drawn more than once has bounds beyond 180 degrees
  return (across < 0 ? across + 360 : across) <= east - west && y >= south && y <= north;
}

const wrapped = (degrees: number): number => ((((degrees + 180) % 360) + 360) % 360) - 180;
const rounded = (degrees: number): number => Math.round(degrees * 100) / 100 + 0; // + 0: no "-0"

/** Bounds as the address and the API write them: `west,south,east,north`, within 180 and 90 degrees, to a hundredth. */
export function boxText([west, south, east, north]: Bounds): string {
  const [w, e] = east - west >= 360 ? [-180, 180] : [wrapped(west), wrapped(east)];
  return [w, Math.max(south, -90), e, Math.min(north, 90)].map(rounded).join(",");
}

/** What `boxText` wrote; `null` for anything else. West of more than east crosses the antimeridian: east is given beyond 180. */
export function boxOf(text: string): Bounds | null {
  const [west, south, east, north, ...more] = text.split(",").map((part) => (part.trim() ? Number(part) : NaN));
  if (more.length || ![west, south, east, north].every(Number.isFinite)) return null;
  return [west!, south!, east! < west! ? east! + 360 : east!, north!];
}

/** The cells that coarsened points stand for, each once. */
export function areasOf(features: readonly ClaimFeature[]): { type: "FeatureCollection"; features: object[] } {
  const cells = new Map(features.filter(({ properties }) => properties.coarsened).map((feature) => [feature.geometry.coordinates.join(","), feature.geometry.coordinates]));
  const h = HALF_CELL_DEGREES;
  const ring = ([x, y]: [number, number]) => [[x - h, y - h], [x + h, y - h], [x + h, y + h], [x - h, y + h], [x - h, y - h]];
  return { type: "FeatureCollection", features: [...cells.values()].map((at) => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring(at)] } })) };
}
