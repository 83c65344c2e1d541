/** Days, as the timeline counts them: UTC. */
export interface TimelineDay {
  day: string;
  claims: number;
  contested: number;
}
/** First and last day, both included, YYYY-MM-DD; `null` = open. */
export interface Period {
  since: string | null;
  until: string | null;
}
export const DAY_MS = 86_400_000;

/** The first moment of a day, in milliseconds; 0 for what is no day. */
export const momentOf = (day: string): number => Date.parse(`${day.slice(0, 10)}T00:00:00Z`) || 0;
/** The day that a moment lies in. */
export const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

/** From the day before the first to the day behind the last; today alone when there is none. */
export function span(days: readonly TimelineDay[]): { start: Date; end: Date } {
  const moments = days.length ? days.map(({ day }) => momentOf(day)) : [Date.now()];
  const [first, last] = moments.reduce(([a, b], moment) => [Math.min(a, moment), Math.max(b, moment)], [Infinity, -Infinity]);
  return { start: new Date(first - DAY_MS), end: new Date(last + 2 * DAY_MS) };
}
