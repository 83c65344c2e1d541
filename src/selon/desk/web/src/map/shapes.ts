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
  return x >= west && x <= east && y >= south && y <= north;
}

/** The cells that coarsened points stand for, each once. */
export function areasOf(features: readonly ClaimFeature[]): { type: "FeatureCollection"; features: object[] } {
  const cells = new Map(features.filter(({ properties }) => properties.coarsened).map((feature) => [feature.geometry.coordinates.join(","), feature.geometry.coordinates]));
  const h = HALF_CELL_DEGREES;
  const ring = ([x, y]: [number, number]) => [[x - h, y - h], [x + h, y - h], [x + h, y + h], [x - h, y + h], [x - h, y - h]];
  return { type: "FeatureCollection", features: [...cells.values()].map((at) => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring(at)] } })) };
}
