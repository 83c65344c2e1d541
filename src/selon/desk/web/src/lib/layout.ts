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

export const NODE = { width: 162, height: 44 };
export const COLUMN = 246;
export const ROW = 60;
const SWEEPS = 8;

interface Cell {
  id: string;
  /** Room from the middle to either side; a bend needs less than a node. */
  half: number;
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
  const put = (id: string, layer: number, half: number) => {
    const cell = { id, half, before: [], after: [] };
    cells.set(id, cell);
    (grid[layer] ??= []).push(cell);
  };
  const circled = new Set(graph.circles.flat()); // between these stand bows with their words
  for (const node of graph.nodes) put(node.id, rank.get(node.id)!, circled.has(node.id) ? ROW : ROW / 2);
  const bends = new Map<string, string[]>();
  for (const edge of graph.edges) {
    const [from, to] = [rank.get(edge.from), rank.get(edge.to)];
    if (from === undefined || to === undefined || from >= to) continue; // back or beside: drawn as a bow
    let at = edge.from;
    const passed: string[] = [];
    for (let layer = from + 1; layer <= to; layer++) {
      const next = layer === to ? edge.to : `${edge.id}@${layer}`;
      if (layer < to) {
        put(next, layer, ROW / 4);
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

/** Heights: each cell as near to the middle of its neighbours as the order and the room of its column allow. */
function heights(grid: Cell[][]): Map<string, number> {
  const y = new Map<string, number>();
  for (const column of grid) {
    const all = column.reduce((sum, cell) => sum + 2 * cell.half, 0);
    let at = -all / 2;
    for (const cell of column) {
      y.set(cell.id, at + cell.half);
      at += 2 * cell.half;
    }
  }
  for (let round = 0; round < SWEEPS; round++) {
    for (const column of round % 2 === 0 ? grid : [...grid].reverse()) settle(column, y);
  }
  return y;
}

/** Moves the cells of a column towards their neighbours and apart again, the whole staying where it is wanted on average. */
function settle(column: Cell[], y: Map<string, number>): void {
  const wanted = column.map((cell) => {
    const beside = [...cell.before, ...cell.after];
    return beside.length === 0 ? y.get(cell.id)! : beside.reduce((sum, id) => sum + y.get(id)!, 0) / beside.length;
  });
  let floor = -Infinity;
  const placed = column.map((cell, i) => {
    const at = Math.max(wanted[i]!, floor + cell.half);
    floor = at + cell.half;
    return at;
  });
  const off = placed.reduce((sum, at, i) => sum + at - wanted[i]!, 0) / (column.length || 1);
  column.forEach((cell, i) => y.set(cell.id, placed[i]! - off));
}

/** Where each node stands. The same graph is always laid out the same. */
export function layout(graph: Graph): Layout {
  const { grid, bends } = columns(graph, ranks(graph));
  sweep(grid);
  const y = heights(grid);
  const spots = new Map<string, Spot>();
  grid.forEach((column, layer) => column.forEach((cell) => spots.set(cell.id, { x: layer * COLUMN, y: y.get(cell.id)! })));
  return {
    nodes: new Map(graph.nodes.map((node) => [node.id, spots.get(node.id)!])),
    bends: new Map([...bends].map(([edge, ids]) => [edge, ids.map((id) => spots.get(id)!)])),
  };
}

/** Width and height of everything that is drawn. */
export function extent({ nodes, bends }: Layout): { width: number; height: number } {
  const spots = [...nodes.values(), ...[...bends.values()].flat()];
  const span = (values: number[]) => (values.length === 0 ? 0 : Math.max(...values) - Math.min(...values));
  return { width: span(spots.map((s) => s.x)) + NODE.width, height: span(spots.map((s) => s.y)) + NODE.height };
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
