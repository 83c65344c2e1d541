/** The statements of a claim as people read them: by origin, and copies under the report that they copy. */
import type { ClaimPage, ClaimStatement, Copy, Origin, ReportBrief } from "./types";

export interface ReportGroup {
  address: string;
  report: ReportBrief | null;
  statements: ClaimStatement[];
  /** How it takes the words over; null for one that stands on the origin itself. */
  how: Copy["how"] | null;
  copies: ReportGroup[];
}

export interface OriginGroup {
  origin: Origin;
  /** Reports that have it from the origin itself, earliest first; their copies below them. */
  reports: ReportGroup[];
}

/** Which report each report copies, among those of one origin: the earliest source; ends of circles stay originals. */
function sources(addresses: string[], copies: Copy[]): Map<string, Copy> {
  const held = new Set(addresses);
  const rank = new Map(addresses.map((address, i) => [address, i]));
  const found = new Map<string, Copy>();
  for (const copy of copies) {
    if (copy.from === copy.to || !held.has(copy.from) || !held.has(copy.to)) continue;
    if (rank.get(copy.from)! >= rank.get(copy.to)!) continue; // the later one copies; a circle is broken at its earliest report
    const before = found.get(copy.to);
    if (!before || rank.get(copy.from)! > rank.get(before.from)!) found.set(copy.to, copy);
  }
  return found;
}

function published(page: ClaimPage, address: string): string {
  return page.reports[address]?.published ?? "9999";
}

/** The statements of one origin, gathered by report and copies. */
function group(origin: Origin, page: ClaimPage): OriginGroup {
  const statements = page.claim.statements.filter((s) => s.origin === origin.id);
  const order = [...new Set(statements.map((s) => s.report))];
  order.sort((a, b) => Date.parse(published(page, a)) - Date.parse(published(page, b)) || a.localeCompare(b));
  const from = sources(order, page.copies);
  const groups = new Map<string, ReportGroup>();
  for (const address of order) {
    const own = statements.filter((s) => s.report === address);
    groups.set(address, { address, report: page.reports[address] ?? null, statements: own, how: from.get(address)?.how ?? null, copies: [] });
  }
  for (const [address, copy] of from) groups.get(copy.from)!.copies.push(groups.get(address)!);
  return { origin, reports: order.filter((address) => !from.has(address)).map((address) => groups.get(address)!) };
}

/** Rank of an origin: independent ones first, then those not established, those that only deny last. */
export function standing(origin: Origin): "independent" | "not_established" | "denying" {
  if (origin.denies) return "denying";
  return origin.kind === "identified" ? "independent" : "not_established";
}

/** All origins of a claim with their statements. */
export function grouped(page: ClaimPage): OriginGroup[] {
  const rank = { independent: 0, not_established: 1, denying: 2 };
  const groups = page.claim.origins.map((origin) => group(origin, page)).filter((g) => g.reports.length > 0);
  return groups.sort((a, b) => rank[standing(a.origin)] - rank[standing(b.origin)]);
}

/** Copies below a report, at any depth. */
export function copiesBelow(group: ReportGroup): number {
  return group.copies.reduce((sum, copy) => sum + 1 + copiesBelow(copy), 0);
}
