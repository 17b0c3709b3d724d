// Builds widget/dist from src/, page/ and the words in content/widget.yml.
// `node build.mjs [folder]` writes there.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { parse } from "yaml";

const here = dirname(fileURLToPath(import.meta.url));
const texts = parse(await readFile(join(here, "../content/widget.yml"), "utf8"));
const escaped = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** The type of the catalogue, so that the compiler knows each word's name. */
function typeOf(value, indent = "") {
  if (typeof value !== "object") return "string";
  const fields = Object.entries(value).map(
    ([name, inner]) => `${indent}  readonly ${name}: ${typeOf(inner, `${indent}  `)};\n`,
  );
  return `{\n${fields.join("")}${indent}}`;
}

async function page() {
  const words = { language: texts.language, ...texts.page };
  const template = await readFile(join(here, "page/chat.html"), "utf8");
  return template.replace(/\{(\w+)\}/g, (_, name) => words[name].replace(/[&<>"]/g, (c) => escaped[c]));
}

async function loaderStyle() {
  const style = await readFile(join(here, "page/loader.css"), "utf8");
  return (await transform(style, { loader: "css", minify: true })).code;
}

const types = `// Made by build.mjs from content/widget.yml.\nexport type Catalogue = ${typeOf(texts)};\n`;
await writeFile(join(here, "src/catalogue.ts"), types);
const folder = process.argv[2] ?? join(here, "dist");
await mkdir(folder, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: ["src/loader.ts", "src/chat.ts", "page/chat.css"],
  entryNames: "[name]",
  outdir: folder,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome100", "firefox101", "safari16.4"],
  define: {
    LOADER_TEXTS: JSON.stringify(texts.loader),
    LOADER_CSS: JSON.stringify(await loaderStyle()),
  },
  legalComments: "none",
  banner: { js: "/* B2M assistant, Apache-2.0. With Lit, BSD-3-Clause, (c) Google LLC. */" },
});
await writeFile(join(folder, "chat.html"), await page());
