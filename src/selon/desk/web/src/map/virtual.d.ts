declare module "virtual:selon-geo" {
  /** Address of the land, as GeoJSON polygons. */
  export const land: string;
  /** Address of the borders, as GeoJSON lines with `kind` "border" or "disputed" (then with `name` and `fact`). */
  export const borders: string;
}
