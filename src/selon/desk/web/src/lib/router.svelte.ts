/** Addresses: which page is open, and the filters in its query. */
import type { Params } from "./api";

export interface Match {
  /** Name of the route: "claims", "claim", … */
  name: string;
  /** The identifier in the path, decoded; "" where the route has none. */
  id: string;
}

const ROUTES: [RegExp, string][] = [
  [/^\/(?:claims)?$/, "claims"],
  [/^\/claims\/(.+)$/, "claim"],
  [/^\/reports$/, "reports"],
  [/^\/reports\/(.+)$/, "report"],
  [/^\/map$/, "map"],
  [/^\/sources$/, "sources"],
  [/^\/sources\/(.+)$/, "source"],
  [/^\/inbox$/, "inbox"],
  [/^\/search$/, "search"],
  [/^\/login$/, "login"],
];

/** The route of a path; an unknown one is "missing". */
export function match(path: string): Match {
  const bare = path.length > 1 ? path.replace(/\/+$/, "") : path;
  for (const [pattern, name] of ROUTES) {
    const found = pattern.exec(bare);
    if (found) return { name, id: decoded(found[1] ?? "") };
  }
  return { name: "missing", id: "" };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

class Router {
  path = $state("/");
  query = $state.raw(new URLSearchParams());
  readonly match = $derived(match(this.path));

  /** Takes over the window's address and its links. */
  start(): void {
    this.#read();
    addEventListener("popstate", () => this.#read());
    document.addEventListener("click", (event) => this.#clicked(event));
  }

  /** Opens an address of the desk. */
  go(address: string, replace = false): void {
    const target = new URL(address, location.origin);
    if (target.origin !== location.origin) return;
    const address_ = target.pathname + target.search + target.hash;
    const elsewhere = target.pathname !== location.pathname;
    history[replace ? "replaceState" : "pushState"](null, "", address_);
    this.#read();
    if (elsewhere) scrollTo(0, 0);
  }

  /** Changes filters in the query of the page that is open; empty values leave the address. */
  filter(changes: Params, replace = true): void {
    const next = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === undefined || value === "" || value === false) next.delete(name);
      else next.set(name, value === true ? "1" : String(value));
    }
    const text = next.toString();
    this.go(location.pathname + (text ? `?${text}` : ""), replace);
  }

  /** The value of a filter; "" when it is not set. */
  value(name: string): string {
    return this.query.get(name) ?? "";
  }

  #read(): void {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
  }

  #clicked(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.("a[href]") as HTMLAnchorElement | null;
    if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.pathname.startsWith("/api/") || link.pathname.endsWith(".txt")) return;
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    this.go(link.href);
  }
}

export const router = new Router();

/** Address of the page of a claim. */
export const claimHref = (id: string): string => `/claims/${encodeURIComponent(id)}`;
/** Address of the page of a report; a statement of it can be pointed at. */
export const reportHref = (id: string, statement?: string): string =>
  `/reports/${encodeURIComponent(id)}${statement ? `?statement=${encodeURIComponent(statement)}` : ""}`;
/** Address of the page of an outlet or a voice. */
export const sourceHref = (id: string): string => `/sources/${encodeURIComponent(id)}`;
