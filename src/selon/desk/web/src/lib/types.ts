/* Contract between desk/api (FastAPI, pydantic models) and desk/web. Every success: Envelope<T>. Every error: Problem (RFC 9457,
 * application/problem+json). Times: ISO 8601 UTC unless said. Text offsets: code points. All lists paged by opaque cursor: ?limit=&after=.
 * Base: /api/v1. Auth on loopback: token (?token= once → cookie selon_session, HttpOnly SameSite=Strict) or Authorization: Bearer.
 * Writes need header X-Selon-CSRF (value from GET /me). ETag on GETs (head seq + engine), If-None-Match → 304. */
export interface Envelope<T> { data: T; meta: Meta }
export interface Meta { head: string /* "seq:hash" */; next: string | null; total: number | null; claims_current: boolean }
export interface Problem { type: string /* "urn:selon:problem:claim-unknown" */; title: string; status: number; detail: string; code: string; place: string }

export type Certainty = "affirmed" | "attributed" | "hedged" | "doubted" | "denied" | "unknown" | "plain";
export type Kind = "report" | "forecast" | "intent" | "demand" | "opinion";
export type Frame = "control" | "attack" | "casualties" | "loss" | "refusal" | "justice" | "movement" | "supply" | "decision" | "talks" | "condition" | "other";
export interface Counts { independent: number; not_established: number; denying: number; reports: number }
export interface Span { start: number; end: number; text: string }
export interface Quantity extends Span { value: number | null; low: number; high: number; bound: string; unit: string; of: string | null; period: string | null }
export interface Voice { text: string; name: string; kind: string; manner: string; cue: Span | null; span: Span | null; refers_to: string | null; entity: string | null }

// ---- GET /claims?about&frame&place&bbox=w,s,e,n&since&until&language&voice&certainty&contested=1&single_origin=1&report&sort=independent|reports|newest|contested&limit&after
export interface ClaimRow { id: string; frame: Frame; gist: string; language: string | null; place: string | null; point: Point | null; time: string | null; counts: Counts;
  contested: number; contradicts: number; single_origin: boolean; first_published: string | null; last_published: string | null;
  languages: string[]; outlets: string[]; days: [string, number][] /* assertions per day of publication */; value: { low: number; high: number } | null }
export interface Point { lat: number; lon: number; coarsened: boolean /* private persons: rounded to 0.1 degree */ }
// GET /claims/totals → { claims, contested, single_origin, frames: Record<Frame, number> , languages: Record<string, number>}
// GET /claims.jsonl (same filters) streams ClaimRow lines.

// ---- GET /claims/{id}
export interface ClaimPage { claim: Claim; reports: Record<string /* report address */, ReportBrief>; copies: Copy[]; contradicting: (ClaimRow & { why: string })[];
  grades: Grade[]; notes: Note[]; history: HistoryItem[] }
export interface Claim { id: string; frame: Frame; gist: string; participants: Record<string, string>; place: string | null; point: Point | null; time: string | null;
  statements: ClaimStatement[]; origins: Origin[]; counts: Counts; comparisons: Comparison[]; contradicts: { claim: string; why: string }[] }
export interface ClaimStatement { report: string; statement: string; key: string; version: string; content: string; value: Quantity | null; polarity: "asserted" | "denied";
  origin: string; distorted: boolean; certainty: Certainty; kind: Kind | null; voices: Voice[] /* [] = publisher's own word */; before: string; after: string /* words around it, ≤ 160 code points each */;
  happened_at: string | null; said_at: string | null; why: { rule: string; evidence: Span[] }[] }
export interface Origin { id: string; who: string; kind: "identified" | "publisher_unsourced" | "unidentified"; party: string | null; path: string[]; denies: boolean /* only denies */ }
export interface Comparison { a: string; b: string; report_a: string; report_b: string; relation: "same" | "derivable" | "update" | "differs" | "not_comparable"; why: string }
export interface Copy { from: string; to: string; how: "literal" | "edited" | "partial" | "translated" | "wire" | "credited"; evidence: { kind: string; copy: Span | null; source: Span | null; note: string }[] }
export interface ReportBrief { id: string; url: string | null; outlet: string | null; headline: string | null; name: string; language: string; published: string | null; version: number; versions: number }
export interface Grade { entry: number; at: string; actor: string; source: "A" | "B" | "C" | "D" | "E" | "F" | null; information: 1 | 2 | 3 | 4 | 5 | 6 | null; reason: string }
export interface Note { entry: number; at: string; actor: string; text: string }
export interface HistoryItem { entry: number; at: string; actor: string; kind: "merge" | "split" | "undo" | "grade" | "note" | "report"; text: string; undone: boolean; undoable: boolean }
// POST /claims/{id}/grades {source?, information?, reason} · POST /claims/{id}/notes {text}  → 201 Envelope<Grade|Note>
// POST /merges {claims: [id, id], reason} · POST /splits {claim, reports: string[], reason} · POST /undo {entry, reason} → 201 Envelope<{entry:number, kind:string, claims: string[]}>
// GET /compare?a=&b= → { likeness, agreed: string[], against: string[], figures: {relation, why}[], contradicts: string | null }

// ---- GET /claims/{id}/graph : provenance graph, origins at left, reports at right
export interface Graph { nodes: GraphNode[]; edges: GraphEdge[]; circles: string[][] /* node ids of each circular credit */ }
export interface GraphNode { id: string; type: "origin" | "relay" | "report"; label: string; sub: string /* outlet · time / kind of voice */; established: boolean; party: string | null; denies: boolean; report: string | null; layer: number }
export interface GraphEdge { id: string; from: string; to: string; how: "says" | "relays" | "copies" | "translates" | "credits" | "wire"; established: boolean; circular: boolean; words: string /* the words that show it */; statements: string[] /* keys */ }

// ---- GET /claims/{id}/figures
export interface Figures { unit: string | null; rows: FigureRow[]; comparisons: { relation: string; why: string; a: string; b: string }[]; range: { low: number; high: number } | null;
  calculation: { value: number; how: string } | null /* dependence-aware estimate, marked as a calculation */ }
export interface FigureRow { origin: string; who: string; kind: string; party: string | null; denies: boolean; points: FigurePoint[] }
export interface FigurePoint { key: string; report: string; outlet: string; published: string | null; text: string; low: number; high: number | null /* null: no upper bound */; low_open: boolean; bound: string; unit: string; period: string | null; copy: boolean; denied: boolean }

// ---- GET /reports?outlet&language&since&text&limit&after → ReportRow[] · GET /reports/{id}?version= → ReportPage
export interface ReportRow extends ReportBrief { name: string; statements: number; first_at: string; last_at: string; faults: number }
export interface ReportPage { report: ReportBrief; text: string; headline: Span | null; statements: ReportStatement[]; places: PlaceSpan[]; times: (Span & { type: string; value: string })[];
  faults: { code: string; place: string; reason: string }[]; versions: VersionBrief[]; claims: Record<string /* statement id */, string /* claim id */>; copies: Copy[]; reports: Record<string /* address */, ReportBrief> /* those that copies name */; errors: ErrorReport[] }
export interface ReportStatement { id: string; number: number | null; content: Span[]; voices: Voice[]; certainty: Certainty; kind: Kind; said_at: string | null; happened_at: string | null; places: string[]; quantities: Quantity[]; why: { rule: string; evidence: Span[] }[] }
export interface PlaceSpan extends Span { name: string | null; lat: number | null; lon: number | null; role: string; country: string | null }
export interface VersionBrief { version: number; at: string; actor: string; capture: string; size: number; form: string; headline: string | null; published: string | null; modified: string | null; statements: number; silent: number | null; notices: string[] }
export interface ErrorReport { entry: number; at: string; actor: string; statement: string; text: string }
// GET /reports/{id}/diff?from=1&to=2 →
export interface Diff { from: number; to: number; silent: number; reworded: number; notices: { kind: string; text: string; start: number; end: number }[]; changes: Change[] }
export interface Change { fate: "added" | "dropped" | "changed" | "kept"; old: DiffSide | null; new: DiffSide | null; differences: { aspect: string; old: string; new: string }[]; words: { how: "equal" | "replace" | "delete" | "insert"; old: string; new: string }[]; notice: number | null; silent: boolean }
export interface DiffSide { id: string; text: string; voices: string[]; certainty: Certainty }
// GET /reports/{id}/custody?version= → Custody · POST /reports/{id}/verify?version= → Check[]
export interface Custody { capture: string; size: number; form: string; entry: number; entry_hash: string; previous: string; at: string; actor: string; tool: string; url: string | null;
  fetched: { status: number | null; ip: string | null; tls_peer: string | null; started: string | null; ended: string | null; request_headers: [string, string][]; response_headers: [string, string][]; robots: string | null } | null;
  sealed: { entry: number; at: string; key: string; timestamp: string | null } | null }
export interface Check { item: string; answer: "passed" | "failed" | "not checked"; why: string }
// POST /reports: multipart file(s) (field `files`) or JSON {urls: string[]} → 202/201 Envelope<{items: {name, status: "added"|"version"|"known"|"failed", report: string|null, faults: Fault[]}[]}>
// POST /statements/{id}/errors {text} → 201 ErrorReport · GET /statements?by&certainty&kind&text&report&limit&after

// ---- GET /map (claims' filters) → GeoJSON FeatureCollection; properties: {id, gist, frame, time, independent, not_established, denying, reports, contested, coarsened}
// GET /control?place= → ControlRow[] : who says who controls a place and since when
export interface ControlRow { place: string; point: Point | null; claim: string; holder: string | null; change: string /* taken, lost, held, entered */; since: string | null; who: string /* origin */; party: string | null; polarity: "asserted" | "denied"; certainty: Certainty; report: string; published: string | null }
// GET /timeline (claims' filters) → {day, claims, contested}[]

// ---- GET /sources?type=outlet|voice&text&limit&after → SourceRow[] · GET /sources/{id} → SourcePage
export interface SourceRow { id: string; name: string; type: "outlet" | "voice"; kind: string; side: string | null; country: string | null; reports: number; claims: number; alone: Ratio; confirmed: Ratio; contradicted: Ratio; corrected: Ratio }
export interface Ratio { n: number; of: number }
export interface SourcePage { source: SourceRow; claims: ClaimRow[]; relays: Flow[] /* whom it relays */; relayed_by: Flow[] }
export interface Flow { id: string; name: string; n: number; how: string[] }

// ---- GET /inbox?before&kind&limit → InboxItem[] · GET /watch → WatchState[] · GET /events (SSE: event: entry|claims|watch; data: InboxItem…)
export interface InboxItem { entry: number; at: string; actor: string; kind: "report" | "version" | "fault" | "edit" | "silent" | "correction" | "contradiction" | "error_report" | "grade" | "note" | "merge" | "split" | "undo" | "seal" | "other"; title: string; detail: string; report: string | null; claims: string[]; version?: number | null; since?: number | null }
export interface WatchState { source: string; kind: string; url: string; next: string | null; last: string | null; ok: boolean; failures: number; reason: string; counts: Record<string, number> }

// ---- GET /search?q=&limit → SearchResult ; hits are spans, never HTML
export interface SearchResult { claims: (ClaimRow & { hits: [number, number][] })[]; statements: { report: ReportBrief; id: string; number: number; text: string; hits: [number, number][]; voices: string[]; certainty: Certainty; claim: string | null }[]; reports: (ReportRow & { hits: [number, number][] })[] }

// ---- session: GET /me → Me · POST /session {name, password} · DELETE /session · GET/POST/DELETE /users, /tokens (admin)
export interface Me { name: string; role: "reader" | "analyst" | "admin"; single_user: boolean; csrf: string; languages: string[]; empty: boolean; ledger: string; version: string }
// POST /example → loads the bundled dossier (202; progress by SSE `event: progress` {done, of, what})
