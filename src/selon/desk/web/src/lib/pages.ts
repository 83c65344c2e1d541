/** The pages: each comes with its own file, when it is opened. */
import type { Component } from "svelte";

/** What every page is given: the identifier in its address ("" where there is none). */
export interface PageProps {
  id: string;
}
type Page = Component<PageProps>;
/** `never`: a page may leave out what it does not need. */
type Loader = () => Promise<{ default: Component<never> }>;

export const PAGES: Record<string, Loader> = {
  claims: () => import("../pages/Claims.svelte"),
  claim: () => import("../pages/Claim.svelte"),
  reports: () => import("../pages/Reports.svelte"),
  report: () => import("../pages/Report.svelte"),
  map: () => import("../pages/Map.svelte"),
  sources: () => import("../pages/Sources.svelte"),
  source: () => import("../pages/Source.svelte"),
  inbox: () => import("../pages/Inbox.svelte"),
  search: () => import("../pages/Search.svelte"),
  login: () => import("../pages/Login.svelte"),
  missing: () => import("../pages/Missing.svelte"),
};

const loaded = new Map<string, Promise<Page>>();

/** The component of a page; asked for once, asked for again when it could not be loaded. */
export function pageOf(name: string): Promise<Page> {
  const known = loaded.get(name);
  if (known) return known;
  const coming = (PAGES[name] ?? PAGES.missing!)().then((module) => module.default as Page);
  loaded.set(name, coming);
  coming.catch(() => loaded.delete(name));
  return coming;
}
