/** The API of the desk: envelopes, problems, cursors, CSRF, ETags. */
import type { Envelope, Meta, Problem as ProblemBody } from "./types";

export const BASE = "/api/v1";

/** A value of a query; null, "" and false are left out, true is 1. */
export type Param = string | number | boolean | null | undefined;
export type Params = Record<string, Param>;

/** What went wrong, as the server says it (RFC 9457), or `code: "network"` when no answer came. */
export class Problem extends Error implements ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly place: string;

  constructor(body: Partial<ProblemBody> & { status: number }) {
    super(body.detail || body.title || `HTTP ${body.status}`);
    this.type = body.type ?? "about:blank";
    this.title = body.title ?? "";
    this.status = body.status;
    this.detail = body.detail ?? "";
    this.code = body.code ?? (body.status ? `http-${body.status}` : "network");
    this.place = body.place ?? "";
  }
}

interface Kept {
  etag: string;
  body: unknown;
}

/** Answers by address, so that an unchanged one costs a 304; the oldest go first. */
const kept = new Map<string, Kept>();
const KEPT_AT_MOST = 80;

let csrf = "";
/** Notes the token that writes carry (from GET /me). */
export function setCsrf(token: string): void {
  csrf = token;
}

let onUnauthorized: () => void = () => undefined;
/** What happens when the server says 401: the shell shows the login page. */
export function whenUnauthorized(action: () => void): void {
  onUnauthorized = action;
}

/** The query string of these values, "?" and all; empty when there is none. */
export function query(params: Params): string {
  const found = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value === null || value === undefined || value === "" || value === false) continue;
    found.set(name, value === true ? "1" : String(value));
  }
  const text = found.toString();
  return text ? `?${text}` : "";
}

async function problemOf(answer: Response): Promise<Problem> {
  try {
    return new Problem({ ...((await answer.json()) as ProblemBody), status: answer.status });
  } catch {
    return new Problem({ status: answer.status, title: answer.statusText });
  }
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(BASE + path, { credentials: "same-origin", redirect: "error", ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem({ status: 0, code: "network" });
  }
  if (answer.ok || answer.status === 304) return answer;
  const problem = await problemOf(answer);
  if (answer.status === 401 && path !== "/session") onUnauthorized();
  throw problem;
}

/** GET of an enveloped answer; `path` starts with a slash, its parts already encoded (`part`). */
export async function get<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<Envelope<T>> {
  const address = path + query(params);
  const before = kept.get(address);
  const headers: Record<string, string> = { Accept: "application/json" };
  if (before) headers["If-None-Match"] = before.etag;
  const answer = await ask(address, { headers, signal });
  if (answer.status === 304 && before) return before.body as Envelope<T>;
  const body = (await answer.json()) as Envelope<T>;
  const etag = answer.headers.get("ETag");
  if (etag) keep(address, { etag, body });
  return body;
}

function keep(address: string, answer: Kept): void {
  kept.delete(address);
  kept.set(address, answer);
  if (kept.size > KEPT_AT_MOST) kept.delete(kept.keys().next().value as string);
}

/** One part of a path: an identifier may hold slashes and anything else. */
export function part(id: string): string {
  return encodeURIComponent(id);
}

async function send<T>(method: string, path: string, init: RequestInit): Promise<T> {
  const headers = { Accept: "application/json", "X-Selon-CSRF": csrf, ...(init.headers as Record<string, string>) };
  const answer = await ask(path, { ...init, method, headers });
  if (answer.status === 204) return undefined as T;
  return ((await answer.json()) as Envelope<T>).data;
}

/** POST of a JSON body; gives what the envelope holds. */
export function post<T>(path: string, body: unknown = {}): Promise<T> {
  return send<T>("POST", path, { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
}

/** POST of files. */
export function upload<T>(path: string, files: Iterable<File>): Promise<T> {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  return send<T>("POST", path, { body: form });
}

/** DELETE. */
export function remove<T = void>(path: string): Promise<T> {
  return send<T>("DELETE", path, {});
}

/** Whether there is a next page. */
export function hasNext(meta: Meta | null): boolean {
  return meta?.next != null;
}
