import { gzipSync } from "node:zlib";

import type { Plugin } from "vite";

interface Options {
  /** Bytes after gzip that everything together may have. */
  limit: number;
  /** Files that are not counted: the map, which is fetched when somebody opens it. */
  apart: RegExp;
}

/** Weighs what was built, after gzip, and fails the build when it is over the limit. */
export function budget({ limit, apart }: Options): Plugin {
  return {
    name: "selon-budget",
    apply: "build",
    generateBundle(_, bundle) {
      const sizes = Object.values(bundle).map((file): [string, number] => {
        const bytes = file.type === "chunk" ? file.code : file.source;
        return [file.fileName, gzipSync(bytes).length];
      });
      const counted = sizes.filter(([name]) => !apart.test(name));
      const total = counted.reduce((sum, [, size]) => sum + size, 0);
      const kb = (n: number) => `${(n / 1024).toFixed(0)} KB`;
      if (total > limit) {
        const heavy = counted.sort((a, b) => b[1] - a[1]).slice(0, 12);
        const lines = heavy.map(([name, size]) => `  ${kb(size).padStart(8)}  ${name}`).join("\n");
        this.error(`the desk weighs ${kb(total)} after gzip, more than ${kb(limit)}:\n${lines}`);
      }
      this.info(`${kb(total)} of ${kb(limit)} after gzip, without the map`);
    },
  };
}
