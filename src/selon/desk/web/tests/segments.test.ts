import { describe, expect, it } from "vitest";

import { CodePoints } from "../src/lib/offsets";
import { paragraphsOf, segmentsOf, statementsOf, type Mark } from "../src/report/segments";
import { stacked } from "../src/report/stack";
import type { ReportPage } from "../src/lib/types";

const content = (of: number, start: number, end: number): Mark => ({ kind: "content", of, start, end });

describe("offsets in code points", () => {
  it("cuts what stands behind an emoji where Python would", () => {
    // Python: "🚑 four 🏥 dead"[2:6] == "four", [9:13] == "dead"
    const text = new CodePoints("🚑 four 🏥 dead");
    expect(text.length).toBe(13);
    expect(text.slice(2, 6)).toBe("four");
    expect(text.slice(9, 13)).toBe("dead");
    expect(text.slice(0, 1)).toBe("🚑");
  });

  it("keeps a family of emoji, flags and combining marks apart by code point", () => {
    const text = new CodePoints("🇺🇦 é́ 👩‍🚒!");
    expect([...text.text].length).toBe(text.length);
    for (let point = 0; point < text.length; point += 1) expect(text.slice(point, point + 1)).toBe([...text.text][point]);
  });

  it("moves what lies outside to the ends", () => {
    expect(new CodePoints("🚑").slice(-5, 50)).toBe("🚑");
  });

  it("shows half a pair as it is", () => {
    expect(new CodePoints("a\ud83dz").slice(1, 2)).toBe("\ud83d");
  });
});

describe("segments", () => {
  it("cuts overlapping statements into what each run belongs to", () => {
    const runs = segmentsOf(new CodePoints("abcdef"), [content(0, 0, 4), content(1, 2, 6)]);
    expect(runs.map((run) => [run.text, statementsOf(run)])).toEqual([["ab", [0]], ["cd", [0, 1]], ["ef", [1]]]);
  });

  it("puts the longer statement outermost when one lies in another", () => {
    const runs = segmentsOf(new CodePoints("abcdef"), [content(7, 2, 4), content(3, 0, 6)]);
    expect(runs.map((run) => [run.text, statementsOf(run)])).toEqual([["ab", [3]], ["cd", [3, 7]], ["ef", [3]]]);
  });

  it("opens a statement of two spans once, at its first word", () => {
    const runs = segmentsOf(new CodePoints("abcdef"), [content(0, 4, 6), content(0, 0, 2)]);
    expect(runs.map((run) => run.opens)).toEqual([[0], [], []]);
  });

  it("covers the text once, whatever is marked", () => {
    const text = new CodePoints("x🚑".repeat(40));
    let seed = 7;
    const random = (n: number): number => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % n;
    for (let turn = 0; turn < 50; turn += 1) {
      const marks = Array.from({ length: 12 }, (_, of) => {
        const start = random(text.length - 1);
        return content(of, start, start + 1 + random(text.length - start));
      });
      const runs = segmentsOf(text, marks);
      expect(runs.map((run) => run.text).join("")).toBe(text.text);
      for (const run of runs) {
        const covering = marks.filter(({ start, end }) => start <= run.start && run.end <= end).map(({ of }) => of);
        expect(statementsOf(run).sort()).toEqual(covering.sort());
      }
    }
  });
});

describe("paragraphs", () => {
  const page = (text: string, headline: [number, number] | null): [ReportPage, CodePoints] => [
    { headline: headline && { start: headline[0], end: headline[1], text: "" }, statements: [], places: [], times: [] } as unknown as ReportPage,
    new CodePoints(text),
  ];

  it("splits at line breaks and knows the headline", () => {
    const found = paragraphsOf(...page("Head 🚑\n\nOne.\nTwo.\n", [0, 6]));
    expect(found.map((paragraph) => [paragraph.headline, paragraph.segments.map((run) => run.text).join("")])).toEqual([[true, "Head 🚑"], [false, "One."], [false, "Two."]]);
  });

  it("has none for an empty text", () => {
    expect(paragraphsOf(...page("", null))).toEqual([]);
  });
});

describe("notes", () => {
  it("stand at their lines, and under one another where lines are near", () => {
    expect(stacked([{ top: 0, height: 50 }, { top: 10, height: 50 }, { top: 300, height: 20 }], 8)).toEqual([0, 58, 300]);
  });
});
