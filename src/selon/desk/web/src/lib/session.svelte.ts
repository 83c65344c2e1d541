/** Who is looking, and what they may do. */
import { get, post, remove, setCsrf, whenUnauthorized, Problem } from "./api";
import { router } from "./router.svelte";
import type { Me } from "./types";

class Session {
  me = $state.raw<Me | null>(null);
  error = $state.raw<Problem | null>(null);
  readonly writes = $derived(this.me !== null && this.me.role !== "reader");

  /** Asks the server who we are; nobody → the login page. */
  async start(): Promise<void> {
    whenUnauthorized(() => this.#leave());
    await this.again();
  }

  /** Asks again: a ledger that was empty may have reports now. */
  async again(): Promise<void> {
    try {
      this.me = (await get<Me>("/me")).data;
      setCsrf(this.me.csrf);
      this.error = null;
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) this.error = error as Problem;
    }
  }

  /** Logs in; throws the server's problem when name and password do not fit. */
  async login(name: string, password: string): Promise<void> {
    await post("/session", { name, password });
    await this.again();
  }

  /** Logs out. */
  async logout(): Promise<void> {
    await remove("/session");
    this.#leave();
  }

  #leave(): void {
    this.me = null;
    if (router.match.name === "login") return;
    router.go(`/login?next=${encodeURIComponent(location.pathname + location.search)}`, true);
  }
}

export const session = new Session();
