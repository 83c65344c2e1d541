/** Who says who controls a place: grouped, and told in a sentence. */
import { day } from "../lib/format";
import { named, t } from "../lib/i18n.svelte";
import type { ControlRow } from "../lib/types";
import type { ControlPlace } from "./map-view";

/** Rows by place, in the order in which the places come. */
export function byPlace(rows: readonly ControlRow[]): [string, ControlRow[]][] {
  const found = new Map<string, ControlRow[]>();
  for (const row of rows) found.set(row.place, [...(found.get(row.place) ?? []), row]);
  return [...found];
}

/** Whether voices differ: one denies what is said, or two different holders are named. */
export function differs(rows: readonly ControlRow[]): boolean {
  const holders = new Set(rows.filter(({ polarity, holder }) => polarity === "asserted" && holder).map(({ holder }) => holder));
  return holders.size > 1 || rows.some(({ polarity }) => polarity === "denied");
}

/** The places that the map can show. */
export function placesOf(rows: readonly ControlRow[]): ControlPlace[] {
  return byPlace(rows).flatMap(([place, said]) => {
    const point = said.find(({ point: at }) => at)?.point;
    return point ? [{ place, at: [point.lon, point.lat] as [number, number], contested: differs(said) }] : [];
  });
}

/** "taken by Northern Command, since 7 May 2025"; a denial says so. */
export function sentence(row: ControlRow): string {
  const change = named("map.change", row.change);
  const by = row.holder ? t("map.control.by", { change, holder: row.holder }) : change;
  const since = row.since ? `${by}, ${t("map.control.since", { day: day(row.since) })}` : by;
  return row.polarity === "denied" ? t("map.control.denied", { what: since }) : since;
}
