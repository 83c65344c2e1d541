/** Dark or light: the system's choice, until the reader makes one. */
export type Theme = "auto" | "light" | "dark";
const STORE = "selon-theme";
const NEXT: Record<Theme, Theme> = { auto: "light", light: "dark", dark: "auto" };

class Look {
  theme = $state<Theme>("auto");
  /** Counts the changes of what is seen, the system's too: drawings on a canvas follow it. */
  changes = $state(0);

  /** Reads the choice made before. */
  start(): void {
    const set = document.documentElement.dataset.theme;
    this.theme = set === "light" || set === "dark" ? set : "auto";
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.changes++);
  }

  /** System, light, dark, system … */
  turn(): void {
    this.theme = NEXT[this.theme];
    if (this.theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.theme;
    try {
      if (this.theme === "auto") localStorage.removeItem(STORE);
      else localStorage.setItem(STORE, this.theme);
    } catch {
      /* storage is off */
    }
    this.changes++;
  }
}

export const look = new Look();

/** The value of a design token as it is now: for canvases, which no style sheet reaches. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
