import { describe, expect, test } from "vitest";

import { fill, type Text, wished } from "../src/lib/i18n.svelte";
import de from "../src/texts/de";
import en from "../src/texts/en";
import fr from "../src/texts/fr";
import ru from "../src/texts/ru";
import uk from "../src/texts/uk";

const ALL: Record<string, Record<string, Text>> = { en, fr, de, ru, uk };
const names = (text: Text) => {
  const forms = typeof text === "string" ? [text] : Object.values(text);
  return new Set(forms.flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map((found) => found[1])));
};

describe.each(Object.entries(ALL))("the texts in %s", (language, texts) => {
  test("have the same keys as the English ones", () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(en).sort());
  });

  test("are not empty and ask for the same values as the English ones", () => {
    for (const [key, text] of Object.entries(texts)) {
      expect(Object.values(typeof text === "string" ? [text] : text).every((form) => form.trim().length > 0), key).toBe(true);
      expect(names(text), key).toEqual(names((en as Record<string, Text>)[key]!));
    }
  });

  test("have every plural form that a whole number up to 200 asks for", () => {
    const rules = new Intl.PluralRules(language);
    const needed = [...new Set(Array.from({ length: 201 }, (_, n) => rules.select(n)))];
    for (const [key, text] of Object.entries(texts)) {
      if (typeof text !== "string") expect(Object.keys(text), key).toEqual(expect.arrayContaining(needed));
    }
  });
});

test("a number takes the plural form and the separators of its language", () => {
  expect(fill(ru["counts.reports"], { n: 3 }, "ru")).toBe("3 сообщения");
  expect(fill(ru["counts.reports"], { n: 21 }, "ru")).toBe("21 сообщение");
  expect(fill(uk["counts.reports"], { n: 12 }, "uk")).toBe("12 повідомлень");
  expect(fill(en["counts.reports"], { n: 1200 }, "en")).toBe("1,200 reports");
  expect(fill(fr["counts.reports"], { n: 0 }, "fr")).toBe("0 article");
});

test("the first wished language that the desk speaks is taken", () => {
  expect(wished(["pl-PL", "uk-UA", "ru"])).toBe("uk");
  expect(wished(["pl", "cs"])).toBe("en");
  expect(wished([])).toBe("en");
});
