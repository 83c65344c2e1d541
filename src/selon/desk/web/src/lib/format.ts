/** Dates, numbers and names as people of each language write them. */
import { speech } from "./i18n.svelte";

type Parts = Intl.DateTimeFormatOptions;
const DAY: Parts = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
const MOMENT: Parts = { ...DAY, hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" };

/** How much of a time an ISO 8601 text gives: 1914, 1914-07, 1914-07-28, or down to the minute. */
export function precision(iso: string): "year" | "month" | "day" | "moment" | null {
  if (/^\d{4}$/.test(iso)) return "year";
  if (/^\d{4}-\d\d$/.test(iso)) return "month";
  if (/^\d{4}-\d\d-\d\d$/.test(iso)) return "day";
  return /^\d{4}-\d\d-\d\dT\d\d/.test(iso) ? "moment" : null;
}

/** A time in words of the reader's language, no more exact than it is given; UTC; what is no date comes back as it is. */
export function date(iso: string | null, language: string = speech.language): string {
  if (!iso) return "";
  const exact = precision(iso);
  const when = exact && new Date(exact === "moment" && !/(Z|[+-]\d\d:?\d\d)$/.test(iso) ? `${iso}Z` : iso);
  if (!when || Number.isNaN(when.getTime())) return iso;
  const parts: Record<typeof exact & string, Parts> = {
    year: { year: "numeric", timeZone: "UTC" },
    month: { month: "long", year: "numeric", timeZone: "UTC" },
    day: DAY,
    moment: MOMENT,
  };
  return new Intl.DateTimeFormat(language, parts[exact]).format(when);
}

/** A time or, with a slash between two of them, the span that they bound. */
export function period(iso: string | null, language: string = speech.language): string {
  const [from, to] = (iso ?? "").split("/");
  if (!to || to === from) return date(from ?? "", language);
  const ends = [from!, to].map((end) => (precision(end) === "day" ? new Date(end) : new Date(NaN)));
  if (ends.some((end) => Number.isNaN(end.getTime()))) return `${date(from!, language)} – ${date(to, language)}`;
  return new Intl.DateTimeFormat(language, DAY).formatRange(ends[0]!, ends[1]!);
}

/** Whether words begin in the middle of a sentence: with a small letter. */
export function isExcerpt(text: string): boolean {
  return /^[\p{P}\s]*\p{Ll}/u.test(text);
}

/** A moment without its year, for where there is little room. */
export function moment(iso: string | null, language: string = speech.language): string {
  if (!iso || precision(iso) !== "moment") return date(iso, language);
  const when = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`);
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" }).format(when);
}

/** The day of a time, without the hour. */
export function day(iso: string | null, language: string = speech.language): string {
  return date(iso && iso.length > 10 ? iso.slice(0, 10) : iso, language);
}

/** A number with the reader's separators, at most two places behind the point. */
export function number(n: number, language: string = speech.language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(n);
}

/** How long ago: "3 hours ago"; beyond a week the date. */
export function ago(iso: string, now: number = Date.now(), language: string = speech.language): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  if (Number.isNaN(seconds)) return iso;
  if (Math.abs(seconds) > 7 * 86400) return day(iso, language);
  const steps: [number, Intl.RelativeTimeFormatUnit][] = [[86400, "day"], [3600, "hour"], [60, "minute"]];
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  for (const [size, unit] of steps) if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  return format.format(0, "minute");
}

/** Name of a language in the reader's language; its tag when it has none. */
export function languageName(tag: string, language: string = speech.language): string {
  try {
    return new Intl.DisplayNames(language, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** How to call a report: its outlet, its headline, else the end of its address. */
export function reportName(report: { outlet: string | null; headline: string | null; url: string | null; name: string; id: string } | null, address = ""): string {
  if (report?.outlet || report?.headline) return (report.outlet ?? report.headline)!;
  const given = report?.url ?? (report?.name || address || report?.id || "");
  if (/^sha256:[0-9a-f]{16,}/.test(given)) return `${given.slice(0, 15)}…`;
  return lastPart(given);
}

/** The last part of a path or address: all that people need of it. */
export function lastPart(path: string): string {
  return path.split(/[/\\]/).filter(Boolean).pop() ?? path;
}

/** An address that may be opened: http and https only; anything else (javascript:, data:) is null and shown as text. */
export function safeUrl(url: string | null): string | null {
  if (!url) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href : null;
  } catch {
    return null;
  }
}
