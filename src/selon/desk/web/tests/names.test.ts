import { describe, expect, test } from "vitest";

import { ticks } from "../src/lib/figures";
import { isExcerpt, period, reportName } from "../src/lib/format";
import { isCircle, originName } from "../src/lib/names";

describe("what readers see instead of codes", () => {
  test("a span of days is told as one; a single day and what is no date as they are", () => {
    expect(period("2025-05-06/2025-05-07", "en")).toMatch(/^May 6\s–\s7, 2025$/u);
    expect(period("2025-05-06", "en")).toBe("May 6, 2025");
    expect(period("2025-05/2025-06", "en")).toBe("May 2025 – June 2025");
    expect(period(null, "en")).toBe("");
    expect(period("2025-05-06/2025-99-99", "en")).toBe("May 6, 2025 – 2025-99-99");
  });

  test("words with a small first letter begin in the middle of a sentence, in any script", () => {
    expect(["the blaze was fed", "«на путях стояли", "…pay each family"].map(isExcerpt)).toEqual([true, true, true]);
    expect(["Four dead", "«На путях", "14 вагонов", "", "🚑"].map(isExcerpt)).toEqual([false, false, false, false, false]);
  });

  test("a file without an outlet is called by its name, not by the digest of its bytes", () => {
    const file = { outlet: null, headline: null, url: null, name: "letters/letter.txt", id: "r-1" };
    expect(reportName(file, `sha256:${"9".repeat(64)}`)).toBe("letter.txt");
    expect(reportName({ ...file, outlet: "Morgenbrücke" })).toBe("Morgenbrücke");
  });

  test("a circle of credits is told in the reader's language; every other origin keeps its name", () => {
    expect([isCircle("a circle of credits: A, B"), isCircle("the mayor")]).toEqual([true, false]);
    expect(originName("a circle of credits: A, B")).toBe("a circle of credits: A, B");
    expect(originName("a circle of credits: A, B", true)).toBe("a circle of credits");
    expect(originName("the mayor", true)).toBe("the mayor");
  });

  test("people are counted in whole numbers", () => {
    expect(ticks(5.5, 8.5, 6, 1)).toEqual([6, 7, 8]);
    expect(ticks(0, 2.5, 6)).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
  });
});
