/** What the map's popups show: elements with text in them, never markup. */
import { date } from "../lib/format";
import { named, t } from "../lib/i18n.svelte";
import { claimHref } from "../lib/router.svelte";
import type { ControlRow } from "../lib/types";
import { sentence } from "./control";
import type { ClaimProperties } from "./shapes";

type Child = Node | string;

/** An element with a class and children; strings become text. */
export function el<Name extends keyof HTMLElementTagNameMap>(name: Name, className = "", ...children: Child[]): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

const MARKS = [["independent", "●"], ["not_established", "○"], ["denying", "✕"], ["reports", "▤"]] as const;

function claim(properties: ClaimProperties): HTMLElement {
  const link = el("a", "", properties.gist);
  link.href = claimHref(properties.id);
  const counts = el("p", "counts", ...MARKS.map(([name, mark]) => {
    const count = el("span", name, `${mark} ${properties[name]}`);
    count.title = t(`counts.${name}`, { n: properties[name] });
    return count;
  }));
  const about = [named("frame", properties.frame), date(properties.time)].filter(Boolean).join(" · ");
  const lines = [el("p", "gist", link), counts, el("p", "muted", about)];
  if (properties.contested) lines.push(el("p", "contested", t("map.contested")));
  if (properties.coarsened) lines.push(el("p", "muted", t("map.coarsened")));
  return el("div", "popup", ...lines);
}

/** The popup of one claim or of many at one place; `more` = how many are not listed. */
export function claimsPopup(claims: ClaimProperties[], more: number): HTMLElement {
  if (claims.length === 1 && !more) return claim(claims[0]!);
  const list = el("ul", "", ...claims.map((one) => el("li", "", claim(one))));
  const title = el("p", "muted", t("map.claims_here", { n: claims.length + more }));
  return el("div", "popup", title, list, ...(more ? [el("p", "muted", t("map.more_here", { n: more }))] : []));
}

/** Who is said to hold a place, by whom. */
export function controlPopup(place: string, rows: ControlRow[]): HTMLElement {
  const items = rows.map((row) => {
    const link = el("a", "", sentence(row));
    link.href = claimHref(row.claim);
    return el("li", row.polarity === "denied" ? "contested" : "", link, el("span", "muted", ` – ${row.who}${row.published ? `, ${date(row.published)}` : ""}`));
  });
  return el("div", "popup", el("p", "gist", place), el("ul", "", ...items));
}

/** What makes a line disputed. */
export function disputedPopup(name: string, fact: string): HTMLElement {
  return el("div", "popup", el("p", "gist", name), el("p", "", fact), el("p", "muted", t("map.disputed.note")));
}

/** The words of the map's own buttons. */
export const buttonWords = (): Record<string, string> => ({
  "NavigationControl.ZoomIn": t("map.zoom_in"), "NavigationControl.ZoomOut": t("map.zoom_out"), "Popup.Close": t("action.close"), "Map.Title": t("map.label"),
});
