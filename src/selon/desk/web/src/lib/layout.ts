/** Places for the nodes of a provenance graph: a column per layer, few crossings, long lines led between the nodes. */
import type { Graph } from "./types";

export interface Spot {
  x: number;
  y: number;
}

export interface Layout {
  nodes: Map<string, Spot>;
  /** Bends of the lines that pass a layer, by edge. */
  bends: Map<string, Spot[]>;
}

export const COLUMN = 268;
export const ROW = 66;
const SWEEPS = 6;

interface Cell {
  id: string;
  before: string[];
  after: string[];
}

/** Layers that have nodes, numbered without gaps. */
function ranks(graph: Graph): Map<string, number> {
  const used = [...new Set(graph.nodes.map((node) => node.layer))].sort((a, b) => a - b);
  return new Map(graph.nodes.map((node) => [node.id, used.indexOf(node.layer)]));
}

/** The columns with a bend in every layer that an edge passes. */
function columns(graph: Graph, rank: Map<string, number>): { grid: Cell[][]; bends: Map<string, string[]> } {
  const grid: Cell[][] = [];
  const cells = new Map<string, Cell>();
  const put = (id: string, layer: number) => {
    const cell = { id, before: [], after: [] };
    cells.set(id, cell);
    (grid[layer] ??= []).push(cell);
  };
  for (const node of graph.nodes) put(node.id, rank.get(node.id)!);
  const bends = new Map<string, string[]>();
  for (const edge of graph.edges) {
    const [from, to] = [rank.get(edge.from), rank.get(edge.to)];
    if (from === undefined || to === undefined || from >= to) continue; // back or beside: drawn as a bow
    let at = edge.from;
    const passed: string[] = [];
    for (let layer = from + 1; layer <= to; layer++) {
      const next = layer === to ? edge.to : `${edge.id}@${layer}`;
      if (layer < to) {
        put(next, layer);
        passed.push(next);
      }
      cells.get(at)!.after.push(next);
      cells.get(next)!.before.push(at);
      at = next;
    }
    if (passed.length > 0) bends.set(edge.id, passed);
  }
  return { grid: Array.from(grid, (column) => column ?? []), bends };
}

/** Orders each column by the middle of its neighbours, to and fro. */
function sweep(grid: Cell[][]): void {
  const place = new Map<string, number>();
  const note = (column: Cell[]) => column.forEach((cell, i) => place.set(cell.id, i - (column.length - 1) / 2));
  grid.forEach(note);
  for (let round = 0; round < SWEEPS; round++) {
    const forth = round % 2 === 0;
    for (const column of forth ? grid : [...grid].reverse()) {
      const middle = (cell: Cell) => {
        const beside = forth ? cell.before : cell.after;
        return beside.length === 0 ? place.get(cell.id)! : beside.reduce((sum, id) => sum + place.get(id)!, 0) / beside.length;
      };
      const wanted = new Map(column.map((cell) => [cell.id, middle(cell)]));
      column.sort((a, b) => wanted.get(a.id)! - wanted.get(b.id)! || a.id.localeCompare(b.id));
      note(column);
    }
  }
}

/** Where each node stands. The same graph is always laid out the same. */
export function layout(graph: Graph): Layout {
  const { grid, bends } = columns(graph, ranks(graph));
  sweep(grid);
  const spots = new Map<string, Spot>();
  grid.forEach((column, layer) =>
    column.forEach((cell, i) => spots.set(cell.id, { x: layer * COLUMN, y: (i - (column.length - 1) / 2) * ROW })),
  );
  return {
    nodes: new Map(graph.nodes.map((node) => [node.id, spots.get(node.id)!])),
    bends: new Map([...bends].map(([edge, ids]) => [edge, ids.map((id) => spots.get(id)!)])),
  };
}

/** A bend as cytoscape wants it: how far along the line between two nodes, and how far beside it. */
export function segment(from: Spot, to: Spot, bend: Spot): { weight: number; distance: number } {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const [px, py] = [bend.x - from.x, bend.y - from.y];
  return { weight: (px * dx + py * dy) / length ** 2, distance: (px * -dy + py * dx) / length };
}

export interface Branch {
  node: string;
  /** The edge that leads here; null at an origin. */
  edge: string | null;
  /** It stands above already: a circle, not followed further. */
  again: boolean;
  below: Branch[];
}

/** The graph as a nested list: from each origin along the edges; every node without an edge to it is a root. */
export function tree(graph: Graph): Branch[] {
  const after = new Map<string, Graph["edges"]>();
  for (const edge of graph.edges) after.set(edge.from, [...(after.get(edge.from) ?? []), edge]);
  const reached = new Set<string>();
  const branch = (node: string, edge: string | null, above: Set<string>): Branch => {
    reached.add(node);
    if (above.has(node)) return { node, edge, again: true, below: [] };
    const further = new Set(above).add(node);
    return { node, edge, again: false, below: (after.get(node) ?? []).map((e) => branch(e.to, e.id, further)) };
  };
  const led = new Set(graph.edges.map((edge) => edge.to));
  const roots = graph.nodes.filter((node) => !led.has(node.id) || node.type === "origin").map((node) => branch(node.id, null, new Set()));
  const left = graph.nodes.filter((node) => !reached.has(node.id));
  while (left.length > 0) {
    const node = left.shift()!;
    if (!reached.has(node.id)) roots.push(branch(node.id, null, new Set()));
  }
  return roots;
}
