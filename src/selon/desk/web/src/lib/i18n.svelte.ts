/** Texts of the desk in five languages; plural forms after the rules of each (CLDR, by Intl). */
import en from "../texts/en";

export const LANGUAGES = ["en", "fr", "de", "ru", "uk"] as const;
export type Language = (typeof LANGUAGES)[number];
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: "English",
  fr: "Français",
  de: "Deutsch",
  ru: "Русский",
  uk: "Українська",
};

export type Key = keyof typeof en;
/** A text, or its plural forms; {name} is replaced, {n} by the number in digits. */
export type Text = string | (Partial<Record<Intl.LDMLPluralRule, string>> & { other: string });
export type Texts = Record<Key, Text>;
export type Values = Record<string, string | number>;

const LOADERS: Record<Language, () => Promise<{ default: Texts }>> = {
  en: () => Promise.resolve({ default: en }),
  fr: () => import("../texts/fr"),
  de: () => import("../texts/de"),
  ru: () => import("../texts/ru"),
  uk: () => import("../texts/uk"),
};

const STORE = "selon-language";

/** The first of the wished languages that the desk speaks; English otherwise. */
export function wished(languages: readonly string[]): Language {
  for (const tag of languages) {
    const bare = tag.toLowerCase().split("-")[0] as Language;
    if (LANGUAGES.includes(bare)) return bare;
  }
  return "en";
}

/** A text with its values filled in, in the plural form that the number `n` asks for. */
export function fill(text: Text, values: Values, language: string): string {
  const chosen = typeof text === "string" ? text : plural(text, Number(values.n ?? 0), language);
  return chosen.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? new Intl.NumberFormat(language).format(value) : value;
  });
}

function plural(text: Exclude<Text, string>, n: number, language: string): string {
  return text[new Intl.PluralRules(language).select(n)] ?? text.other;
}

class Speech {
  language = $state<Language>("en");
  texts = $state.raw<Texts>(en);

  /** Loads the language that the reader chose before, or that the browser asks for. */
  async start(): Promise<void> {
    let chosen: string | null = null;
    try {
      chosen = localStorage.getItem(STORE);
    } catch {
      /* storage is off */
    }
    await this.#load(wished([...(chosen ? [chosen] : []), ...navigator.languages]));
  }

  /** Speaks another language from now on. */
  async choose(language: Language): Promise<void> {
    await this.#load(language);
    try {
      localStorage.setItem(STORE, language);
    } catch {
      /* storage is off: it holds until the window is closed */
    }
  }

  async #load(language: Language): Promise<void> {
    this.texts = (await LOADERS[language]()).default;
    this.language = language;
    document.documentElement.lang = language;
  }
}

export const speech = new Speech();

/** The text of a key in the language that is spoken. */
export function t(key: Key, values: Values = {}): string {
  return fill(speech.texts[key], values, speech.language);
}

/** The text of a key that is put together from data (`frame.attack`); the bare last part when there is none. */
export function named(area: string, value: string): string {
  const text = (speech.texts as Record<string, Text | undefined>)[`${area}.${value}`];
  return text === undefined ? value.replaceAll("_", " ") : fill(text, {}, speech.language);
}
