/** What a page has asked the server for: its state while it comes, when it came, when it failed. */
import { get, type Params, Problem } from "./api";
import type { Meta } from "./types";

/** One answer, asked for anew when `ask` is called; the former one stays shown until the new one is there. */
export class Resource<T> {
  data = $state.raw<T | null>(null);
  meta = $state.raw<Meta | null>(null);
  error = $state.raw<Problem | null>(null);
  loading = $state(false);
  #running: AbortController | null = null;
  #asked: [string, Params] | null = null;

  /** Asks; an answer still under way is dropped. */
  async ask(path: string, params: Params = {}): Promise<void> {
    this.#asked = [path, params];
    await this.#run(path, params, (data: T) => data);
  }

  /** Asks for the same again: after a write, or when the server says that something came. */
  async again(): Promise<void> {
    if (this.#asked) await this.ask(...this.#asked);
  }

  /** Forgets everything: another subject is shown now. */
  clear(): void {
    this.#running?.abort();
    this.data = null;
    this.meta = null;
    this.error = null;
  }

  async #run(path: string, params: Params, join: (data: T) => T): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.loading = true;
    try {
      const answer = await get<T>(path, params, running.signal);
      if (running.signal.aborted) return;
      this.data = join(answer.data);
      this.meta = answer.meta;
      this.error = null;
    } catch (error) {
      if (running.signal.aborted) return;
      this.error = error instanceof Problem ? error : new Problem({ status: 0, detail: String(error) });
    } finally {
      if (this.#running === running) this.loading = false;
    }
  }

  /** For lists: asks for the next page and puts it behind what is there. */
  async more(): Promise<void> {
    const next = this.meta?.next;
    if (!next || !this.#asked || this.loading) return;
    const [path, params] = this.#asked;
    const before = this.data as unknown as unknown[];
    await this.#run(path, { ...params, after: next }, (data) => [...before, ...(data as unknown as unknown[])] as unknown as T);
  }
}
