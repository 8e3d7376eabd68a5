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
/** CodeMirror's modules, for the browsers that the portal is for. */
const editor = path.join(work, "codemirror");

/** Parts of Chart.js that none of our charts has; source/charts/library.ts says which they have. */
const unusedChartParts = [
  "ArcElement", "BubbleController", "DoughnutController", "LogarithmicScale", "PieController", "PolarAreaController",
  "RadarController", "RadialLinearScale", "ScatterController", "TimeScale", "TimeSeriesScale",
];

/** Lists of modules that come in one file; see gather. */
const together = path.join(work, "together");

/** Pages that are used together; see the portal's routes. */
const areas = ["charging", "people", "stations", "upkeep"];

/** What CodeMirror asks about browsers that the portal is not for, with the answer. */
const editorAnswers = {
  ie_upto10: false, ie_11up: false, edge: false, ie: false, ie_version: 0, presto: false, presto_version: null,
  qtwebkit: false, phantom: false, flipCtrlCmd: false,
};

/** What is added to CodeMirror, made for older kinds of modules. */
const editorAddons = [
  "comment/comment", "edit/closebrackets", "edit/matchbrackets", "fold/foldcode", "fold/foldgutter", "fold/brace-fold",
  "hint/show-hint", "search/searchcursor",
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
  prepareEditor();
  gather({ outputs: {} });
  gather(bundle(path.join(work, "apart")));
  const made = bundle(path.join(fresh, "assets"));
  writePage(fresh, made);
  nameLicences(path.join(fresh, "assets"), made);
  compress(path.join(fresh, "assets"));
  rmSync(output, { recursive: true, force: true });
  renameSync(fresh, output);
}

/** Answers what went where. */
function bundle(folder) {
  rmSync(folder, { recursive: true, force: true });
  const meta = path.join(work, "meta.json");
  run(`${packages}/usr/bin/esbuild`, [
    path.join(source, "source/main.tsx"), path.join(work, "portal.css"), path.join(source, "images/icon.svg"),
    "--bundle", "--splitting", "--format=esm", "--minify", "--charset=utf8",
    "--target=es2022,chrome105,firefox121,safari15.4", "--jsx=automatic",
    '--define:process.env.NODE_ENV="production"', "--legal-comments=eof",
    ...Object.entries(editorAnswers).map(([name, answer]) => `--define:${name}=${answer}`),
    `--alias:documents=${documents}`, `--alias:together=${together}`, `--alias:chart.js=${charts}/chart.mjs`,
    `--alias:codemirror=${editor}`, "--loader:.woff2=file", "--loader:.svg=copy", `--outdir=${folder}`, "--outbase=/",
    "--entry-names=[name]-[hash]", "--chunk-names=[name]-[hash]", "--asset-names=[name]-[hash]", `--metafile=${meta}`,
    "--log-level=warning",
  ], { NODE_PATH: modules });
  return JSON.parse(readFileSync(meta, "utf8"));
}

/**
 * The bundler makes a file of its own for every set of pages that have something in common. Many small files compress
 * badly and are many requests. So what the first page needs becomes one list, which all that is loaded later imports too;
 * what the dashboard shares with other pages becomes the second, and what other pages share the third.
 */
function gather({ outputs }) {
  const files = Object.entries(outputs).filter(([file]) => file.endsWith(".js"));
  const entries = files.filter(([, { entryPoint }]) => entryPoint)
    .map(([file, { entryPoint }]) => ({ name: path.parse(entryPoint).name, loads: imported(outputs, file, new Set()) }));
  const lists = { first: [], dashboard: [], areas: [] };
  for (const [file, { entryPoint, inputs }] of files) {
    const users = entries.filter(({ loads }) => loads.has(file)).map(({ name }) => name);
    const list = users.includes("main") ? lists.first : users.includes("DashboardPage") ? lists.dashboard : lists.areas;
    const isShared = list === lists.first || ["DashboardPage", ...areas].filter((each) => users.includes(each)).length > 1;
    const ours = Object.keys(inputs).filter((input) => /^Sources\/|portal-work\/documents\//.test(input));
    if (!entryPoint && isShared) list.push(...ours);
  }
  mkdirSync(together, { recursive: true });
  const before = { first: [], dashboard: [path.join(together, "first")], areas: [path.join(together, "dashboard")] };
  for (const [name, list] of Object.entries(lists)) {
    const wanted = [...before[name], ...list.map((input) => path.join(root, input))];
    writeFileSync(path.join(together, `${name}.ts`), wanted.map((each) => `import ${JSON.stringify(each)};\n`).join(""));
  }
}

/** The files that a file loads before it runs, and itself. */
function imported(outputs, file, known) {
  if (known.has(file)) return known;
  known.add(file);
  for (const { path: next, kind } of outputs[file].imports) if (kind === "import-statement") imported(outputs, next, known);
  return known;
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

/**
 * Debian has CodeMirror's modules beside the one file that it is bundled to, which is older JavaScript and of which nothing
 * can be left out. We have no use for its way of typing into a text area, and none for old browsers.
 */
function prepareEditor() {
  rmSync(editor, { recursive: true, force: true });
  for (const part of ["src", "lib", "addon"]) {
    cpSync(`${modules}/codemirror/${part}/`, path.join(editor, part), { recursive: true, dereference: true });
  }
  const rewrite = (file, ...changes) => {
    const place = path.join(editor, file);
    writeFileSync(place, changes.reduce((text, [from, to]) => {
      if (!from.test(text)) throw new Error(`CodeMirror's ${file} has no ${from}`);
      return text.replace(from, to);
    }, readFileSync(place, "utf8")));
  };
  for (const addon of editorAddons) {
    rewrite(`addon/${addon}.js`, [/^\(function\(mod\) \{[^]*?^\}\)\(function\(CodeMirror\) \{/m,
      'import CodeMirror from "codemirror";\n(function(CodeMirror) {'], [/\}\);?\s*$/, "})(CodeMirror);\n"]);
  }
  writeFileSync(path.join(editor, "package.json"), JSON.stringify({ module: "src/codemirror.js" }));
  rewrite("src/edit/main.js", [/^import TextareaInput .*\n/m, ""], [/"textarea": TextareaInput, /, ""],
    [/^import \{ fromTextArea \} .*\n/m, ""], [/^CodeMirror\.fromTextArea = .*\n/m, ""]);
  rewrite("src/util/browser.js", [/^if \(presto_version.*\n/gm, ""], ...Object.keys(editorAnswers).map((name) =>
    [new RegExp(`^(?:export |)let ${name} = .*\\n`, "m"), ""]));
  // What is imported from nowhere is what the bundler fills in.
  for (const file of readdirSync(path.join(editor, "src"), { recursive: true }).filter((name) => name.endsWith(".js"))) {
    const place = path.join(editor, "src", file);
    writeFileSync(place, readFileSync(place, "utf8").replace(/^import \{(.*)\} from ".*\/browser\.js"/m, (line, names) =>
      line.replace(names, names.split(",").filter((name) => !(name.trim() in editorAnswers)).join(","))));
  }
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
    const isOfLibrary = (input) => /usr\/share\/|portal-work\/(?:chart\.js|codemirror)\//.test(input);
    if (!file.endsWith(".js") || !Object.keys(inputs).some(isOfLibrary)) continue;
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
