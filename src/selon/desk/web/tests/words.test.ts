import { expect, test } from "vitest";

import { folded, pieces } from "../src/report/words";

test("what changed is found word by word, in Cyrillic too, and nothing is lost", () => {
  const old = "Загинули четверо людей 🚑, заявив мер.";
  const now = "Загинули шестеро людей 🚑, заявив мер.";
  const found = pieces(old, now)!;
  expect(found.filter(({ how }) => how !== "equal").map(({ how, text }) => [how, text])).toEqual([["delete", "четверо"], ["insert", "шестеро"]]);
  expect(found.filter(({ how }) => how !== "insert").map(({ text }) => text).join("")).toBe(old);
  expect(found.filter(({ how }) => how !== "delete").map(({ text }) => text).join("")).toBe(now);
});

test("texts without anything in common are given up in time", () => {
  const text = (seed: number) => Array.from({ length: 30000 }, (_, i) => `w${(i * seed) % 9973}`).join(" ");
  const started = Date.now();
  pieces(text(7), text(11));
  expect(Date.now() - started).toBeLessThan(8000);
});

test("long equal passages are folded at spaces, and say how much is folded", () => {
  const text = "word ".repeat(200);
  const [head, n, tail] = folded(text, 100)!;
  expect([head.endsWith("word"), tail.startsWith(" word")]).toEqual([true, true]);
  expect(head.length + n + tail.length).toBe(text.length);
  expect(folded("short", 100)).toBeNull();
});
