/** What the server tells by itself: new entries, claims, the state of `watch`, progress. */
import { BASE } from "./api";

export type LiveEvent = "entry" | "claims" | "watch" | "progress";
const EVENTS: LiveEvent[] = ["entry", "claims", "watch", "progress"];
type Listener = (data: unknown) => void;

class Live {
  /** Whether the line to the server stands. */
  on = $state(false);
  #source: EventSource | null = null;
  #listeners = new Map<LiveEvent, Set<Listener>>();

  /** Opens the line; the browser opens it again when it breaks. */
  start(): void {
    if (this.#source) return;
    const source = new EventSource(`${BASE}/events`);
    this.#source = source;
    source.onopen = () => (this.on = true);
    source.onerror = () => (this.on = false);
    for (const name of EVENTS) source.addEventListener(name, (event) => this.#tell(name, (event as MessageEvent<string>).data));
  }

  /** Closes it: nobody is logged in any more. */
  stop(): void {
    this.#source?.close();
    this.#source = null;
    this.on = false;
  }

  /** Calls `listener` at each event of a name, until what is given back is called: `$effect(() => live.when("claims", …))`. */
  when(name: LiveEvent, listener: Listener): () => void {
    const all = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, all.add(listener));
    return () => void all.delete(listener);
  }

  #tell(name: LiveEvent, text: string): void {
    let data: unknown = null;
    try {
      data = JSON.parse(text);
    } catch {
      return; // not what the server sends: nothing to tell
    }
    for (const listener of this.#listeners.get(name) ?? []) listener(data);
  }
}

export const live = new Live();

/** Says something to those who cannot see that it happened (the polite live region of the shell). */
class Announcer {
  text = $state("");
  say(text: string): void {
    this.text = "";
    requestAnimationFrame(() => (this.text = text));
  }
}
export const announcer = new Announcer();
