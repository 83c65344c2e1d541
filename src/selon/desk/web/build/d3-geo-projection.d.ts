/* The one function used of a package that comes without types. */
declare module "d3-geo-projection" {
  import type { GeoProjection } from "d3-geo";
  import type { MultiPolygon, Polygon } from "geojson";
  export function geoProject(object: Polygon, projection: GeoProjection): Polygon | MultiPolygon;
}
