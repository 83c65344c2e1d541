/** Claims per day (vis-timeline) with a brush: the period that map and list show. */
import { Timeline } from "vis-timeline/esnext";
import "vis-timeline/styles/vis-timeline-graph2d.css";

import { speech } from "../lib/i18n.svelte";
import type { TimelineDay } from "./days";
import { DAY_MS, dayOf, momentOf, type Period, span } from "./days";

export class Brush {
  readonly #graph: Timeline;
  readonly #container: HTMLElement;
  readonly #shade = document.createElement("div");
  readonly #changed: (period: Period) => void;
  #period: Period = { since: null, until: null };
  #from: number | null = null;

  /** changed: called when a period was chosen by pointer; both `null` when the brush was taken away by a click. */
  constructor(container: HTMLElement, days: TimelineDay[], changed: (period: Period) => void) {
    this.#container = container;
    this.#changed = changed;
    const { start, end } = span(days);
    const most = Math.max(1, ...days.map(({ claims }) => claims));
    const items = days.map((row) => ({ id: row.day, type: "background", start: momentOf(row.day), end: momentOf(row.day) + DAY_MS, content: "", row }));
    this.#graph = new Timeline(container, items as never, {
      height: "132px", start, end, min: start, max: end, moveable: false, zoomable: false, selectable: false, showCurrentTime: false, stack: false,
      template: (item: { row?: TimelineDay }) => (item.row ? bar(item.row, most) : ""),
      format: { minorLabels: (date: Date, scale: string) => label(date, scale, "minor"), majorLabels: (date: Date, scale: string) => label(date, scale, "major") },
    } as never);
    this.#shade.className = "brush-shade";
    container.append(this.#shade);
    container.addEventListener("pointerdown", (event) => this.#down(event));
    container.addEventListener("pointermove", (event) => this.#move(event));
    container.addEventListener("pointerup", (event) => this.#up(event));
    this.#graph.on("changed", () => this.#paint());
  }

  /** Shows a chosen period. */
  set(period: Period): void {
    this.#period = period;
    this.#paint();
  }

  remove(): void {
    this.#graph.destroy();
    this.#shade.remove();
  }

  #panel(): DOMRect {
    return (this.#container.querySelector(".vis-panel.vis-center") ?? this.#container).getBoundingClientRect();
  }

  #momentAt(event: PointerEvent): number {
    const { left, width } = this.#panel();
    const { start, end } = this.#graph.getWindow();
    const share = Math.max(0, Math.min(1, (event.clientX - left) / Math.max(1, width)));
    return start.getTime() + share * (end.getTime() - start.getTime());
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.#container.setPointerCapture(event.pointerId);
    this.#from = this.#momentAt(event);
  }

  #move(event: PointerEvent): void {
    if (this.#from === null) return;
    this.set(between(this.#from, this.#momentAt(event)));
  }

  #up(event: PointerEvent): void {
    if (this.#from === null) return;
    const { start, end } = this.#graph.getWindow();
    const to = this.#momentAt(event);
    const clicked = Math.abs(to - this.#from) < (end.getTime() - start.getTime()) / 200;
    const inside = clicked && this.#period.since === null ? between(to, to) : { since: null, until: null };
    this.set(clicked ? inside : between(this.#from, to));
    this.#from = null;
    this.#changed(this.#period);
  }

  #paint(): void {
    const { since, until } = this.#period;
    this.#shade.hidden = since === null && until === null;
    if (this.#shade.hidden) return;
    const [panel, own] = [this.#panel(), this.#container.getBoundingClientRect()];
    const { start, end } = this.#graph.getWindow();
    const x = (moment: number): number => Math.max(0, Math.min(1, (moment - start.getTime()) / (end.getTime() - start.getTime()))) * panel.width;
    const left = since === null ? 0 : x(momentOf(since));
    const right = until === null ? panel.width : x(momentOf(until) + DAY_MS);
    this.#shade.style.left = `${panel.left - own.left + left}px`;
    this.#shade.style.width = `${Math.max(2, right - left)}px`;
    this.#shade.style.height = `${panel.height}px`;
    this.#shade.style.top = `${panel.top - own.top}px`;
  }
}

/** The bar of a day: claims, and of these the contested ones at its foot. */
function bar({ claims, contested }: TimelineDay, most: number): HTMLElement {
  const [whole, part] = [document.createElement("div"), document.createElement("div")];
  whole.className = "brush-bar";
  whole.style.height = `${(claims / most) * 100}%`;
  part.className = "brush-contested";
  part.style.height = claims ? `${Math.min(1, contested / claims) * 100}%` : "0";
  whole.append(part);
  return whole;
}

function between(a: number, b: number): Period {
  return { since: dayOf(Math.min(a, b)), until: dayOf(Math.max(a, b)) };
}

const MINOR: Record<string, Intl.DateTimeFormatOptions> = { weekday: { day: "numeric", weekday: "short" }, day: { day: "numeric" }, week: { day: "numeric" }, month: { month: "short" }, year: { year: "numeric" } };
const MAJOR: Record<string, Intl.DateTimeFormatOptions> = { weekday: { month: "long", year: "numeric" }, day: { month: "long", year: "numeric" }, week: { month: "long", year: "numeric" }, month: { year: "numeric" } };

function label(date: Date, scale: string, rank: "minor" | "major"): string {
  const parts = rank === "minor" ? (MINOR[scale] ?? { hour: "2-digit", minute: "2-digit" }) : scale === "year" ? null : (MAJOR[scale] ?? { day: "numeric", month: "long" });
  return parts ? new Intl.DateTimeFormat(speech.language, parts).format(new Date(date.valueOf())) : "";
}
