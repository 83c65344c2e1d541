/** A text cut into the smallest runs that everything marked in it agrees on: statements may overlap and lie in one another. */
import type { CodePoints } from "../lib/offsets";
import type { ReportPage, ReportStatement } from "../lib/types";

/** What a run of words is, beside being said: `of` is the index of the statement it serves, or of the place, time, … */
export type MarkKind = "content" | "cue" | "voice" | "figure" | "place" | "time" | "headline";
export interface Mark {
  kind: MarkKind;
  of: number;
  start: number;
  end: number;
}

/** A run of words; `marks` are those that cover all of it: contents first, the longest statement outermost. */
export interface Segment {
  start: number;
  end: number;
  text: string;
  marks: Mark[];
  /** Statements whose first word is here: their numbers are shown in front. */
  opens: number[];
}

/** The marks of a report page; those that are empty or lie outside of the text are left out. */
export function marksOf(page: ReportPage, length: number): Mark[] {
  const spans = (kind: MarkKind, of: number, found: readonly ({ start: number; end: number } | null)[]): Mark[] =>
    found.flatMap((span) => (span ? [{ kind, of, start: span.start, end: span.end }] : []));
  const ofStatement = (statement: ReportStatement, index: number): Mark[] => [
    ...spans("content", index, statement.content),
    ...spans("cue", index, statement.voices.map((voice) => voice.cue)),
    ...spans("voice", index, statement.voices.map((voice) => voice.span)),
    ...spans("figure", index, statement.quantities),
  ];
  const all = [
    ...page.statements.flatMap(ofStatement),
    ...page.places.flatMap((place, index) => spans("place", index, [place])),
    ...page.times.flatMap((time, index) => spans("time", index, [time])),
    ...spans("headline", 0, [page.headline]),
  ];
  return all.filter(({ start, end }) => start >= 0 && start < end && end <= length);
}

/** Cuts `text` at every border of a mark and at `breaks`; runs come in order and cover the text without gap or overlap. */
export function segmentsOf(text: CodePoints, marks: readonly Mark[], breaks: readonly number[] = []): Segment[] {
  const cuts = [...new Set([0, text.length, ...breaks, ...marks.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  const waiting = [...marks].sort((a, b) => a.start - b.start);
  const first = firstWords(marks);
  const found: Segment[] = [];
  let open: Mark[] = [];
  let next = 0;
  for (let index = 1; index < cuts.length; index += 1) {
    const [start, end] = [cuts[index - 1]!, cuts[index]!];
    open = open.filter((mark) => mark.end > start);
    for (; next < waiting.length && waiting[next]!.start <= start; next += 1) open.push(waiting[next]!);
    found.push({ start, end, text: text.slice(start, end), marks: [...open].sort(outermost), opens: first.get(start) ?? [] });
  }
  return found;
}

const outermost = (a: Mark, b: Mark): number =>
  Number(b.kind === "content") - Number(a.kind === "content") || b.end - b.start - (a.end - a.start) || a.start - b.start;

/** Statements by the offset at which their content begins. */
function firstWords(marks: readonly Mark[]): Map<number, number[]> {
  const starts = new Map<number, number>();
  for (const { kind, of, start } of marks) if (kind === "content") starts.set(of, Math.min(start, starts.get(of) ?? Infinity));
  const found = new Map<number, number[]>();
  for (const [of, start] of starts) found.set(start, [...(found.get(start) ?? []), of]);
  return found;
}

/** A paragraph: its runs; `headline` when it is the report's own. */
export interface Paragraph {
  headline: boolean;
  segments: Segment[];
}

/** The text as paragraphs: lines, the empty ones left out. */
export function paragraphsOf(page: ReportPage, text: CodePoints): Paragraph[] {
  const ends = lineEnds(text.text);
  const segments = segmentsOf(text, marksOf(page, text.length), ends);
  const found: Paragraph[] = [{ headline: false, segments: [] }];
  for (const segment of segments) {
    if (segment.text.trim() || !/\n/.test(segment.text)) found.at(-1)!.segments.push(segment);
    if (/\n/.test(segment.text)) found.push({ headline: false, segments: [] });
  }
  const filled = found.filter(({ segments: runs }) => runs.some((run) => run.text.trim()));
  return filled.map((paragraph) => ({ ...paragraph, headline: paragraph.segments.every((run) => !run.text.trim() || run.marks.some((mark) => mark.kind === "headline")) }));
}

/** Offsets (code points) before and behind every line break. */
function lineEnds(text: string): number[] {
  const found: number[] = [];
  let point = 0;
  for (const character of text) {
    if (character === "\n") found.push(point, point + 1);
    point += 1;
  }
  return found;
}

/** Indices of the statements that cover a run, the outermost first. */
export const statementsOf = (segment: Segment): number[] => [...new Set(segment.marks.filter(({ kind }) => kind === "content").map(({ of }) => of))];
