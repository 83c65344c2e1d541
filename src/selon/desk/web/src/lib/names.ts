/** Names that the server makes up, in the reader's language. */
import { t } from "./i18n.svelte";

const CIRCLE = "a circle of credits: ";

/** Whether an origin is none: reports that each credit another of them. */
export function isCircle(who: string): boolean {
  return who.startsWith(CIRCLE);
}

/** What an origin is called; `short` leaves out who is in a circle, for a drawing that shows it. */
export function originName(who: string, short = false): string {
  if (!isCircle(who)) return who;
  return short ? t("origin.circle.short") : t("origin.circle", { names: who.slice(CIRCLE.length) });
}
