/** How the map looks: land, borders, disputed lines, areas, rings. Colours are the desk's tokens, read anew when the theme turns. */
import type { ExpressionSpecification, StyleSpecification } from "maplibre-gl";
import { borders, land } from "virtual:selon-geo";

import { token } from "../lib/theme.svelte";

const none = { type: "FeatureCollection" as const, features: [] };
const part = (name: string): ExpressionSpecification => ["get", name];
const total: ExpressionSpecification = ["+", part("independent"), part("not_established"), part("denying")];
/** A count's part of the ring, in twelfths; what is there gets one at least. */
const twelfths = (name: string): ExpressionSpecification =>
  ["case", ["==", part(name), 0], 0, ["max", 1, ["round", ["*", 12, ["/", part(name), ["max", 1, total]]]]]];
const ring = (size: string): ExpressionSpecification =>
  ["concat", "ring-", ["to-string", twelfths("independent")], "-", ["to-string", twelfths("not_established")], "-", ["to-string", twelfths("denying")], `-${size}`];
const clustered: ExpressionSpecification = ["has", "point_count"];
const single: ExpressionSpecification = ["!", clustered];
const sum = (name: string): [string, ExpressionSpecification] => ["+", part(name)];
const FONT = ["Selon Sans", "sans-serif"];

export function styleOf(): StyleSpecification {
  const [ink, paper] = [token("ink"), token("raised")];
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: land, tolerance: 0.2 },
      borders: { type: "geojson", data: borders, tolerance: 0.2 },
      areas: { type: "geojson", data: none },
      control: { type: "geojson", data: none },
      claims: {
        type: "geojson", data: none, cluster: true, clusterRadius: 44, clusterMaxZoom: 17, maxzoom: 18,
        clusterProperties: { independent: sum("independent"), not_established: sum("not_established"), denying: sum("denying"), contested: sum("contested") },
      },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": token("map-water") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": token("map-land"), "fill-outline-color": token("map-coast") } },
      { id: "borders", type: "line", source: "borders", filter: ["==", part("kind"), "border"], paint: { "line-color": token("map-border"), "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.5, 7, 1.1] } },
      { id: "disputed", type: "line", source: "borders", filter: ["==", part("kind"), "disputed"], paint: { "line-color": token("map-disputed"), "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.9, 7, 1.8], "line-dasharray": [2.5, 2] } },
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": token("hedged"), "fill-opacity": 0.16 } },
      { id: "areas-edge", type: "line", source: "areas", paint: { "line-color": token("hedged"), "line-width": 1.2, "line-dasharray": [1.5, 1.5] } },
      { id: "coarse", type: "circle", source: "claims", filter: ["all", single, part("coarsened")], maxzoom: 9, paint: { "circle-radius": 19, "circle-color": token("hedged"), "circle-opacity": 0.2 } },
      { id: "control", type: "symbol", source: "control", layout: { "text-field": ["concat", "⚑ ", part("place")], "text-font": FONT, "text-size": 13, "text-offset": [0, 1.5], "text-allow-overlap": false, "text-optional": true }, paint: { "text-color": ["case", part("contested"), token("denied"), ink], "text-halo-color": paper, "text-halo-width": 1.6 } },
      { id: "claims", type: "symbol", source: "claims", filter: single, layout: { "icon-image": ring("small"), "icon-allow-overlap": true }, paint: { "icon-opacity": ["case", part("coarsened"), 0.75, 1] } },
      { id: "contested", type: "circle", source: "claims", filter: [">", part("contested"), 0], paint: { "circle-radius": ["case", clustered, 22, 13], "circle-color": "transparent", "circle-stroke-color": token("denied"), "circle-stroke-width": 1.5, "circle-opacity": 0 } },
      { id: "clusters", type: "symbol", source: "claims", filter: clustered, layout: { "icon-image": ring("large"), "icon-allow-overlap": true, "text-field": ["get", "point_count_abbreviated"], "text-font": FONT, "text-size": 13, "text-allow-overlap": true }, paint: { "text-color": ink } },
      { id: "marked", type: "circle", source: "claims", filter: ["==", ["get", "id"], ""], paint: { "circle-radius": 16, "circle-color": "transparent", "circle-stroke-color": token("focus"), "circle-stroke-width": 3 } },
    ],
  };
}
