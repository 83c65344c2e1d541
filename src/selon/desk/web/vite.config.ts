import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

import { budget } from "./build/budget.ts";
import { geoFiles } from "./build/geofiles.ts";
import { licences } from "./build/licences.ts";

/** `npm run dev` shows the sources at once; the API is that of a `selon desk` beside it (SELON_DESK names another one). */
const desk = process.env.SELON_DESK ?? "http://127.0.0.1:8765";

export default defineConfig({
  plugins: [svelte(), geoFiles(), licences(), budget({ limit: 600 * 1024, apart: /(^|\/)(map-|maplibre|land-)/i })],
  build: {
    outDir: "../web_dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    chunkSizeWarningLimit: 2048,
    reportCompressedSize: false,
  },
  worker: { format: "es" },
  server: { proxy: { "/api": { target: desk, changeOrigin: true } } },
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
});
