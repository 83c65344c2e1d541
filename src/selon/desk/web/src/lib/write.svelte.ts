/** A write under way: whether it runs, and what went wrong. */
import { Problem } from "./api";
import { t } from "./i18n.svelte";
import { announcer } from "./live.svelte";

export class Write {
  busy = $state(false);
  error = $state.raw<Problem | null>(null);

  /** Runs it; true when it went well. The success is said to screen readers. */
  async run(action: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    this.error = null;
    try {
      await action();
      announcer.say(t("action.saved"));
      return true;
    } catch (error) {
      this.error = error instanceof Problem ? error : new Problem({ status: 0, detail: String(error) });
      return false;
    } finally {
      this.busy = false;
    }
  }
}
