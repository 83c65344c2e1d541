import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { Plugin } from "vite";

/** Folder of the package that a module of node_modules belongs to; null for our own modules. */
export function packageOf(id: string): string | null {
  const at = id.lastIndexOf("/node_modules/");
  if (at < 0) return null;
  const rest = id.slice(at + "/node_modules/".length).split("/");
  const name = rest[0]?.startsWith("@") ? rest.slice(0, 2).join("/") : rest[0];
  return id.slice(0, at + "/node_modules/".length) + name;
}

function licenceOf(folder: string): string {
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, unknown>;
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : "(no text in the package)";
  return `${about.name} ${about.version} (${about.license})\n\n${text}\n`;
}

/** Writes licences.txt: the licence of every package whose code, styles or fonts are in the bundle. */
export function licences(): Plugin {
  const folders = new Set<string>();
  const note = (id: string) => {
    const folder = packageOf(id.replace(/^\0/, "").replace(/\?.*$/, ""));
    if (folder && existsSync(join(folder, "package.json"))) folders.add(folder);
  };
  return {
    name: "selon-licences",
    apply: "build",
    buildStart() {
      note(join(dirname(import.meta.dirname), "node_modules/@fontsource-variable/source-sans-3/x"));
      note(join(dirname(import.meta.dirname), "node_modules/@fontsource-variable/source-serif-4/x"));
    },
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) if (file.type === "chunk") file.moduleIds.forEach(note);
      const source = [...folders].sort().map(licenceOf).join(`\n${"-".repeat(100)}\n\n`);
      this.emitFile({ type: "asset", fileName: "licences.txt", source });
    },
  };
}
