/** The filters of claims: their names in the address are those of the API. */
import type { Params } from "./api";
import type { Frame } from "./types";

export const FRAMES: Frame[] = ["control", "attack", "casualties", "loss", "refusal", "justice", "movement", "supply", "decision", "talks", "condition", "other"];
export const SORTS = ["independent", "reports", "newest", "contested"] as const;
export const CLAIM_FILTERS = ["about", "frame", "place", "bbox", "since", "until", "language", "voice", "certainty", "contested", "single_origin", "report"];

/** What to ask the API for, out of the query of an address; names that are no filters are left out. */
export function claimParams(query: URLSearchParams): Params {
  const names = [...CLAIM_FILTERS, "sort"];
  const found = Object.fromEntries(names.filter((name) => query.get(name)).map((name) => [name, query.get(name)]));
  return { sort: "independent", ...found, limit: 50 };
}
