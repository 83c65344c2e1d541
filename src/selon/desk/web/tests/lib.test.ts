import { expect, test } from "vitest";

import { query } from "../src/lib/api";
import { ago, date, reportName, safeUrl } from "../src/lib/format";
import { match } from "../src/lib/router.svelte";
import { bars } from "../src/lib/spark";
import { lead, pieces, trail } from "../src/lib/spans";

test("an address gives a page and the identifier in it, slashes and all", () => {
  expect(match("/")).toEqual({ name: "claims", id: "" });
  expect(match("/claims/c-28453f670de4/")).toEqual({ name: "claim", id: "c-28453f670de4" });
  expect(match("/reports/https%3A%2F%2Fa.example%2F1%3Fx%3D2")).toEqual({ name: "report", id: "https://a.example/1?x=2" });
  expect(match("/reports/%E0%A4")).toEqual({ name: "report", id: "%E0%A4" });
  expect(match("/etc/passwd")).toEqual({ name: "missing", id: "" });
});

test("empty filters are not sent", () => {
  expect(query({ frame: "attack", place: "", contested: true, single_origin: false, after: null, limit: 50 })).toBe("?frame=attack&contested=1&limit=50");
  expect(query({})).toBe("");
});

test("a date is no more exact than it is given", () => {
  expect(date("1914", "fr")).toBe("1914");
  expect(date("1914-07", "de")).toBe("Juli 1914");
  expect(date("2025-05-07", "en")).toBe("May 7, 2025");
  expect(date("2025-05-07T09:31:00Z", "fr")).toBe("7 mai 2025, 09:31 UTC");
  expect(date("early May", "en")).toBe("early May");
  expect(date(null, "en")).toBe("");
});

test("how long ago", () => {
  const now = Date.parse("2025-05-07T12:00:00Z");
  expect(ago("2025-05-07T09:00:00Z", now, "en")).toBe("3 hours ago");
  expect(ago("2025-05-06T09:00:00Z", now, "de")).toBe("gestern");
  expect(ago("2025-03-01T09:00:00Z", now, "en")).toBe("Mar 1, 2025");
});

test("only http and https addresses become links", () => {
  expect(safeUrl("https://a.example/1")).toBe("https://a.example/1");
  for (const hostile of ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//a.example", "", null]) expect(safeUrl(hostile)).toBe(null);
});

test("the bars of a sparkline stand where their days are, the tallest fills the height", () => {
  const drawn = bars([["2025-05-01", 1], ["2025-05-11", 4]], null, null, 100, 20);
  expect(drawn.map(({ x, width }) => [x, x + width])).toEqual([[0, 6], [94, 100]]);
  expect(drawn.map(({ height }) => height)).toEqual([4.5, 18]);
  expect(bars([["no date", 3]], null, null, 100, 20)).toEqual([]);
});

test("words around a statement are of its own paragraph and cut at a word", () => {
  expect(lead("Headline\n\nHALIVKA (Ponant) - ")).toBe("HALIVKA (Ponant) - ");
  expect(trail(", said the mayor.\nMore.")).toBe(", said the mayor.");
  expect(lead(`${"word ".repeat(40)}end `)).toMatch(/^… (word )+end $/);
  expect(trail("")).toBe("");
});

test("hits count code points, not UTF-16 units", () => {
  expect(pieces("🚀 hit", [[2, 5]])).toEqual([{ text: "🚀 ", hit: false }, { text: "hit", hit: true }]);
  expect(pieces("abc", [[1, 9], [0, 2]])).toEqual([{ text: "ab", hit: true }, { text: "c", hit: true }]);
});

test("a report without an outlet is called by what people know it by", () => {
  const bare = { outlet: null, headline: null, url: null, name: "", id: "r-1" };
  expect(reportName({ ...bare, url: "/data/in/letter.txt" })).toBe("letter.txt");
  expect(reportName({ ...bare, outlet: "Ponant", headline: "Four dead" })).toBe("Ponant");
  expect(reportName(bare, `sha256:${"9".repeat(64)}`)).toBe("sha256:99999999…");
});
