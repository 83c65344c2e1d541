/* Vite plugin: `import { land, borders } from "virtual:selon-geo"` gives the addresses of the map's two GeoJSON files. */
import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { geo } from "./geo.ts";

const ID = "virtual:selon-geo";

export function geoFiles(): Plugin {
  let files: Record<string, string> | undefined;
  const made = (): Record<string, string> => (files ??= Object.fromEntries(Object.entries(geo()).map(([name, shapes]) => named(name, JSON.stringify(shapes)))));
  const address = (name: string): string => Object.keys(made()).find((file) => file.startsWith(`assets/map-${name}-`))!;
  let serves = false;
  return {
    name: "selon-geo",
    configResolved(config) { serves = config.command === "serve"; },
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load(id) {
      if (id !== `\0${ID}`) return undefined;
      if (!serves) for (const [fileName, source] of Object.entries(made())) this.emitFile({ type: "asset", fileName, source });
      return `export const land = ${JSON.stringify(`/${address("land")}`)};\nexport const borders = ${JSON.stringify(`/${address("borders")}`)};\n`;
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const body = serves && request.url?.startsWith("/assets/") ? made()[request.url.slice(1)] : undefined;
        if (!body) return next();
        response.setHeader("content-type", "application/geo+json");
        response.end(body);
      });
    },
  };
}

function named(name: string, text: string): [string, string] {
  return [`assets/map-${name}-${createHash("sha256").update(text).digest("hex").slice(0, 8)}.json`, text];
}
