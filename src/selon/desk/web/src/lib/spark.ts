/** Geometry of the sparkline. */
export interface Bar {
  day: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

const DAY = 86_400_000;

/** Bars of the days in a drawing of that size; `from` and `to` default to the first and last day. Days that are no dates are left out. */
export function bars(days: [string, number][], from: string | null, to: string | null, width: number, height: number): Bar[] {
  const known = days.map(([day, n]) => ({ day, n, at: Date.parse(day.slice(0, 10)) })).filter(({ at }) => !Number.isNaN(at));
  if (known.length === 0) return [];
  const start = Math.min(...known.map(({ at }) => at), from ? Date.parse(from.slice(0, 10)) : Infinity);
  const end = Math.max(...known.map(({ at }) => at), to ? Date.parse(to.slice(0, 10)) : -Infinity);
  const slots = Math.round((end - start) / DAY) + 1;
  const step = width / slots;
  const thick = Math.max(2, Math.min(6, step - 1));
  const most = Math.max(...known.map(({ n }) => n));
  return known.map(({ day, n, at }) => {
    const tall = Math.max(2, (n / most) * (height - 2));
    const x = slots === 1 ? width - thick : ((at - start) / DAY / (slots - 1)) * (width - thick);
    return { day, x, y: height - 1 - tall, width: thick, height: tall };
  });
}
