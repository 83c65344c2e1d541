/** How the graph is drawn: the desk's tokens, read anew when the theme changes. */
import type { StylesheetJson } from "cytoscape";
import { NODE } from "./layout";
import { token } from "./theme.svelte";

/** The style sheet of the canvas. */
export function graphStyle(): StylesheetJson {
  const sans = token("sans");
  const line = token("line-2");
  const node = {
    shape: "round-rectangle", width: NODE.width, height: NODE.height, "background-color": token("raised"), "border-color": line, "border-width": 1.25,
    label: "data(label)", "text-wrap": "wrap", "text-max-width": `${NODE.width - 14}px`, "text-valign": "center", "text-halign": "center",
    "font-family": sans, "font-size": 13, "line-height": 1.2, color: token("ink"), "overlay-opacity": 0, "corner-radius": "7px",
  };
  const edge = {
    width: 1.6, "line-color": token("ink-3"), "target-arrow-color": token("ink-3"), "target-arrow-shape": "triangle", "arrow-scale": 0.9,
    "curve-style": "bezier", label: "data(label)", "font-family": sans, "font-size": 11, color: token("ink-2"), "text-background-color": token("paper"),
    "text-background-opacity": 1, "text-background-padding": "2px", "overlay-opacity": 0, "source-endpoint": "90deg", "target-endpoint": "270deg",
  };
  const rules: [string, Record<string, unknown>][] = [
    ["node", node],
    ["node.origin", { "background-color": token("affirmed-soft"), "border-color": token("independent"), "border-width": 1.75, "font-weight": 600 }],
    ["node.origin.open", { "background-color": token("hedged-soft"), "border-color": token("not-established"), "border-style": "dashed" }],
    ["node.origin.denies", { "background-color": token("denied-soft"), "border-color": token("denying"), "border-style": "solid" }],
    ["node.relay", { "background-color": token("attributed-soft"), "border-color": token("attributed"), "border-width": 1.25 }],
    ["node.relay.open", { "border-style": "dashed" }],
    ["edge", edge],
    ["edge.open", { "line-style": "dashed", "line-color": token("not-established"), "target-arrow-color": token("not-established") }],
    ["edge.copies, edge.translates, edge.wire, edge.credits", { "line-color": token("line-2"), "target-arrow-color": token("line-2"), width: 2.4 }],
    ["edge.led", { "curve-style": "round-segments", "segment-weights": "data(weights)", "segment-distances": "data(distances)", "segment-radii": 30, "edge-distances": "node-position" }],
    ["edge.bow", { "curve-style": "unbundled-bezier", "control-point-distances": 46, "control-point-weights": 0.5, "source-endpoint": "outside-to-node", "target-endpoint": "outside-to-node" }],
    ["edge.circular", { "line-color": token("doubted"), "target-arrow-color": token("doubted"), width: 2.6, color: token("doubted") }],
    [".chosen", { "border-color": token("focus"), "border-width": 3, "line-color": token("focus"), "target-arrow-color": token("focus") }],
  ];
  return rules.map(([selector, style]) => ({ selector, style })) as unknown as StylesheetJson;
}
