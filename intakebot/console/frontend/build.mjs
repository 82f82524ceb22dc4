// Bundles what the browser gets into ../static.
import { copyFileSync } from "node:fs";
import { build } from "esbuild";

const here = import.meta.dirname;
await build({
  absWorkingDir: here,
  entryPoints: ["console.js", "editor.js", "console.css"],
  bundle: true,
  minify: true,
  target: "es2022",
  format: "iife",
  legalComments: "linked",
  outdir: "../static",
  logLevel: "warning",
});
copyFileSync(`${here}/icon.svg`, `${here}/../static/icon.svg`);
