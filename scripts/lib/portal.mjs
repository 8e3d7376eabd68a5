// Checks and bundles the portal: `node portal.mjs check|build ROOT`. ROOT is empty, or the folder into which the Debian
// packages were unpacked instead of installed. Called by scripts/build-portal.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [task, packages = ""] = process.argv.slice(2);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const source = path.join(root, "Sources/Portal");
const work = path.join(root, ".build/portal-work");
const modules = `${packages}/usr/share/nodejs`;
/** The portal's GraphQL documents as TypeScript, made anew each time. */
const documents = path.join(work, "documents");
/** Chart.js without the parts that we do not use. */
const charts = path.join(work, "chart.js");

/** Parts of Chart.js that none of our charts has; source/charts/library.ts says which they have. */
const unusedChartParts = [
  "ArcElement", "BubbleController", "DoughnutController", "LogarithmicScale", "PieController", "PolarAreaController",
  "RadarController", "RadialLinearScale", "ScatterController", "TimeScale", "TimeSeriesScale",
];

/** The signs that the portal writes: Latin with its extensions, and some arrows and figures. */
const letters = [
  "U+0020-007E", "U+00A0-017F", "U+2009-200A", "U+2010-2026", "U+202F", "U+2030", "U+2032", "U+2033", "U+2039",
  "U+203A", "U+2082", "U+20AC", "U+2190-2193", "U+2212", "U+2248", "U+2264", "U+2265",
].join(",");

const licences =
  "/*! With React (MIT, Facebook, Inc. and its affiliates), CodeMirror (MIT, Marijn Haverbeke and others) and Chart.js (MIT). */";

await generate();
if (task === "check") check();
else if (task === "build") build();
else throw new Error("portal.mjs check|build ROOT");

/** Makes types of Schema/schema.graphql and of every document, and ends where a document asks for what is not there. */
async function generate() {
  mkdirSync(work, { recursive: true });
  const program = path.join(work, "generator.mjs");
  run(`${packages}/usr/bin/esbuild`, [
    path.join(source, "generator/emit.ts"), "--bundle", "--format=esm", "--platform=node", `--outfile=${program}`,
    "--log-level=warning",
  ]);
  const pages = path.join(source, "source");
  const files = graphqlFiles(pages).map((file) => ({ path: path.relative(pages, file), text: readFileSync(file, "utf8") }));
  const schema = readFileSync(path.join(root, "Schema/schema.graphql"), "utf8");
  const { generate: write } = await import(`${pathToFileURL(program)}?${Date.now()}`);
  let written;
  try {
    written = write(schema, files);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
  rmSync(documents, { recursive: true, force: true });
  for (const [name, text] of Object.entries(written)) {
    mkdirSync(path.dirname(path.join(documents, name)), { recursive: true });
    writeFileSync(path.join(documents, name), text);
  }
}

function graphqlFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return graphqlFiles(file);
    return entry.name.endsWith(".graphql") ? [file] : [];
  }).sort();
}

function run(program, args, environment = {}) {
  try {
    execFileSync(program, args, { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...environment } });
  } catch {
    process.exit(1);
  }
}

function check() {
  mkdirSync(work, { recursive: true });
  const config = path.join(work, "tsconfig.json");
  writeFileSync(config, JSON.stringify({
    extends: path.join(source, "tsconfig.json"),
    compilerOptions: {
      baseUrl: source, typeRoots: [`${modules}/@types`],
      paths: {
        "documents/*": [`${documents}/*`], "api/*": [`${source}/source/api/*`],
        "*": [`${modules}/@types/*`, `${modules}/*`],
      },
    },
    include: [`${source}/source`, `${source}/generator`, documents, path.join(root, "Tests/PortalTests/unit")],
  }));
  run("node", [`${modules}/typescript/lib/tsc.js`, "--noEmit", "-p", config]);
}

function build() {
  const output = path.join(root, ".build/portal");
  const fresh = `${output}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(path.join(fresh, "assets"), { recursive: true });
  prepareStyles();
  prepareCharts();
  const meta = path.join(work, "meta.json");
  run(`${packages}/usr/bin/esbuild`, [
    path.join(source, "source/main.tsx"), path.join(work, "portal.css"), path.join(source, "images/icon.svg"),
    "--bundle", "--splitting", "--format=esm", "--minify", "--charset=utf8",
    "--target=es2020,chrome105,firefox121,safari15.4", "--jsx=automatic",
    '--define:process.env.NODE_ENV="production"', "--legal-comments=eof",
    `--alias:documents=${documents}`, `--alias:chart.js=${charts}/chart.mjs`, "--loader:.woff2=file", "--loader:.svg=copy",
    `--outdir=${path.join(fresh, "assets")}`, "--outbase=/", "--entry-names=[name]-[hash]",
    "--chunk-names=[name]-[hash]", "--asset-names=[name]-[hash]", `--metafile=${meta}`, "--log-level=warning",
  ], { NODE_PATH: modules });
  const made = JSON.parse(readFileSync(meta, "utf8"));
  writePage(fresh, made);
  nameLicences(path.join(fresh, "assets"), made);
  compress(path.join(fresh, "assets"));
  rmSync(output, { recursive: true, force: true });
  renameSync(fresh, output);
}

/** The style sheet's entry lies beside the font, which is made here. */
function prepareStyles() {
  mkdirSync(work, { recursive: true });
  cpSync(path.join(source, "styles/font.css"), path.join(work, "font.css"));
  writeFileSync(path.join(work, "portal.css"),
    `@import "./font.css";\n@import ${JSON.stringify(path.join(source, "styles/portal.css"))};\n`);
  // Debian's own: another Python in the path does not have its modules.
  run("/usr/bin/python3", [
    "-m", "fontTools.subset", "/usr/share/fonts/truetype/inter-vf/Inter-roman.var.ttf",
    `--unicodes=${letters}`, "--layout-features=kern,calt,ccmp,locl,mark,tnum,zero,case", "--flavor=woff2",
    `--output-file=${path.join(work, "inter.woff2")}`,
  ]);
}

/** The bundler keeps a class that is not used when something is assigned to it, as Chart.js does with the settings of each. */
function prepareCharts() {
  rmSync(charts, { recursive: true, force: true });
  cpSync(`${packages}/usr/share/javascript/chart.js`, charts, { recursive: true });
  const file = path.join(charts, "chart.mjs");
  const text = unusedChartParts.reduce((rest, part) => {
    const settings = new RegExp(`^${part}\\.\\w+ = (?:\\{$[^]*?^\\};|[^{\\n]*;)$\\n`, "gm");
    const without = rest.replace(settings, "");
    if (without === rest) throw new Error(`Chart.js has no ${part} to leave out`);
    return without;
  }, readFileSync(file, "utf8"));
  writeFileSync(file, text);
}

function writePage(folder, meta) {
  const outputs = Object.entries(meta.outputs)
    .map(([file, output]) => ({ file: path.basename(file), entry: output.entryPoint ?? "" }));
  const asset = (wanted) => {
    const found = outputs.find(wanted);
    if (!found) throw new Error("an asset of the page is missing");
    return `/assets/${found.file}`;
  };
  const names = {
    script: asset(({ entry }) => entry.endsWith("source/main.tsx")),
    style: asset(({ entry }) => entry.endsWith("portal-work/portal.css")),
    icon: asset(({ file }) => /^icon-.*\.svg$/.test(file)),
    font: asset(({ file }) => file.endsWith(".woff2")),
  };
  const page = readFileSync(path.join(source, "portal.html"), "utf8").replace(/\{\{(\w+)\}\}/g, (_, name) => {
    if (!names[name]) throw new Error(`portal.html asks for ${name}, which nothing gives`);
    return names[name];
  });
  writeFileSync(path.join(folder, "index.html"), page);
}

/** In the files that hold the libraries' code, and only there: a hundred small files would carry it a hundred times. */
function nameLicences(folder, meta) {
  for (const [file, { inputs }] of Object.entries(meta.outputs)) {
    if (!file.endsWith(".js") || !Object.keys(inputs).some((input) => /usr\/share\/|portal-work\/chart\.js\//.test(input))) continue;
    const place = path.join(folder, path.basename(file));
    writeFileSync(place, `${licences}\n${readFileSync(place, "utf8")}`);
  }
}

/** The server sends these to whoever takes them; made once here instead of at every start. */
function compress(folder) {
  for (const name of readdirSync(folder)) {
    if (!/\.(js|css|svg)$/.test(name)) continue;
    const plain = readFileSync(path.join(folder, name));
    const options = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
    const kinds = { gz: gzipSync(plain, { level: 9 }), br: brotliCompressSync(plain, { params: options }) };
    for (const [kind, packed] of Object.entries(kinds)) {
      if (packed.length < plain.length * 0.9) writeFileSync(path.join(folder, `${name}.${kind}`), packed);
    }
  }
}
