import { prettyJSON } from "../../../Sources/Portal/source/api/prettyJSON";
import { costText } from "../../../Sources/Portal/source/explorer/cost";
import { EventLog, mostEvents } from "../../../Sources/Portal/source/explorer/eventLog";
import { titleOf, withRun } from "../../../Sources/Portal/source/explorer/history";
import { makeShareLink, readShareLink } from "../../../Sources/Portal/source/explorer/shareLink";
import { cellText, readTrace, sorted } from "../../../Sources/Portal/source/explorer/trace";
import { checkVariables, readVariables, withMissing } from "../../../Sources/Portal/source/explorer/variables";
import { searchDocs, usesOf } from "../../../Sources/Portal/source/explorer/docsIndex";
import { operations } from "../../../Sources/Portal/source/graphql/operations";
import { withoutSecrets } from "../../../Sources/Portal/source/graphql/secrets";
import { readToken, startState } from "../../../Sources/Portal/source/graphql/highlight";
import { equal, test } from "./harness";
import { schema } from "./fixture";

test("JSON is laid out with its figures as they came", () => {
  equal(prettyJSON('{"a":[1.0,12345678901234567890,{}],"b":{"c":"x:{,}\\""},"d":[]}'),
    '{\n  "a": [\n    1.0,\n    12345678901234567890,\n    {}\n  ],\n  "b": {\n    "c": "x:{,}\\""\n  },\n  "d": []\n}');
});

test("passwords leave the query and the variables, wherever they stand", () => {
  equal(withoutSecrets({ query: 'mutation { a(input: {id: "1", password: "x"}, token: ["y"]) }', variables: "" }).query,
    'mutation { a(input: {id: "1", password: ""}, token: [""]) }');
  equal(withoutSecrets({ query: "mutation ($p: S = \"d\") { a(password: $p) }", variables: '{"p":"x","q":"y"}' }),
    { query: "mutation ($p: S = \"\") { a(password: $p) }", variables: '{\n  "p": "",\n  "q": "y"\n}' });
  equal(withoutSecrets({ query: "q", variables: '{"input":{"apiToken":{"deep":"x"},"id":"y"}}' }).variables,
    '{\n  "input": {\n    "apiToken": {\n      "deep": ""\n    },\n    "id": "y"\n  }\n}');
  equal(withoutSecrets({ query: 'mutation { a(password: "x" ', variables: '{"password": "x' }),
    { query: 'mutation { a(password: "" ', variables: "" });
  const plain = { query: '{ a(id: "x") }', variables: '{ "b":1 }' };
  equal(withoutSecrets(plain), plain);
});

test("the history keeps the last fifty, each once, without secrets", () => {
  let entries = withRun([], { query: "{ a }", variables: "" }, 1);
  for (let at = 2; at <= 60; at += 1) entries = withRun(entries, { query: `{ a${at} }`, variables: "" }, at);
  equal([entries.length, entries[0]?.query, entries[49]?.query], [50, "{ a60 }", "{ a11 }"]);
  entries = withRun(entries, { query: "{ a11 }", variables: "" }, 61);
  equal([entries.length, entries[0]?.at, entries[49]?.query], [50, 61, "{ a12 }"]);
  equal(withRun([], { query: '{ a(password: "x") }', variables: "" }, 1)[0]?.query, '{ a(password: "") }');
  equal(withRun([], { query: "x".repeat(100_001), variables: "" }, 1), []);
  equal([titleOf("query A { b } query C { d }"), titleOf("{ x y z w }"), titleOf("\n  broken {")], ["A · C", "x, y, z", "broken {"]);
});

test("a link carries query and variables, and says when it cannot", () => {
  const request = { query: "{ a(b: \"ä&=#\") }\n", variables: '{"c": 1}' };
  const link = makeShareLink(request, "http://host/explorer#old");
  if (link.kind !== "link") throw new Error("no link");
  equal(readShareLink(new URL(link.address).hash), request);
  equal(link.hasLostSecrets, false);
  equal(makeShareLink({ query: "x".repeat(40_000), variables: "" }, "http://host/").kind, "tooLong");
  equal([readShareLink(""), readShareLink("#content"), readShareLink("#")], [undefined, "broken", undefined]);
});

test("variables are read, and their faults told by line", () => {
  equal(readVariables(" \n"), { kind: "good", values: {} });
  equal(readVariables('{"a": [1]}'), { kind: "good", values: { a: [1] } });
  equal(readVariables("[1]").kind, "bad");
  const bad = readVariables('{\n  "a": 1,\n}');
  equal(bad.kind === "bad" && bad.message.includes("line 3, column 1"), true);
});

test("missing variables are named and can be filled in", () => {
  const query = "mutation M($input: StartInput!, $s: Status!, $n: Int = 1) { start(input: $input) { id } }";
  const check = checkVariables(query, operations(query)[0], { x: 1 });
  if (!check) throw new Error("not read");
  equal([check.missing, check.unknown], [["input", "s"], ["x"]]);
  equal(JSON.parse(withMissing({}, check, schema)), { input: { stationId: "" }, s: "AVAILABLE" });
});

test("the log keeps the last events, by number and by size", () => {
  const log = new EventLog();
  for (let number = 0; number < 700; number += 1) log.add("x", false, number);
  equal([log.total, log.events().length, log.events()[0]?.number], [700, mostEvents, 201]);
  for (let number = 0; number < 4; number += 1) log.add("y".repeat(4_000_000), false, 1);
  equal(log.events().length, 2);
  log.clear();
  equal([log.events().length, log.total], [0, 704]);
});

test("a trace becomes a table, whatever its columns", () => {
  const { columns, rows, others } = readTrace({
    document: { isCached: true, parseMicroseconds: 1500 }, omittedFields: 5,
    fields: [{ path: ["a", 0], durationMicroseconds: 2 }, { path: ["b"], durationMicroseconds: 10, sqlStatements: 1 }],
  });
  equal(columns.map(({ label, isNumeric, longest }) => [label, isNumeric, longest ?? 0]),
    [["Path", false, 0], ["Duration, ms", true, 10], ["Sql statements", true, 0]]);
  equal(sorted(rows, "durationMicroseconds", true).map((row) => row["durationMicroseconds"]), [10, 2]);
  equal([cellText("path", rows[0]?.["path"]), cellText("durationMicroseconds", 1234567), cellText("x", undefined)],
    ["a.0", "1,234.567", "–"]);
  equal(others.map(({ label, text }) => `${label}: ${text}`), ["Is cached: true", "Parse, ms: 1.500", "Omitted fields: 5"]);
  equal(readTrace("odd").others, [{ label: "Trace", text: "odd" }]);
});

test("the cost is told in few words", () => {
  equal([costText(7), costText({ estimated: 1200, allowed: 10000 }), costText({ a: 1, b: "x" }), costText({}), costText("x")],
    ["cost 7", "cost 1,200 of 10,000", "cost a 1", undefined, undefined]);
});

test("the documentation is found by name, exact ones first", () => {
  equal(searchDocs(schema, "status").matches.map((match) => match.label), ["Status", "Station.status", "StationFilter.status"]);
  equal(searchDocs(schema, "station.N").matches.map((match) => match.label), ["Station.name"]);
  equal(searchDocs(schema, "nothing like it").matches, []);
  equal(usesOf(schema, "Connector").map((use) => use.label), ["Station.connectors"]);
});

test("words are coloured by what they are", () => {
  const state = startState();
  const styles: string[] = [];
  const text = 'query Q($a: [Int!] = 1) { alias: field(arg: $a, e: RED) { ...F ... on T { x } } } # c';
  const line = {
    at: 0, start: 0,
    sol: () => false, skipToEnd() { this.at = text.length; }, skipTo: () => null,
    eatSpace() { const before = this.at; while (text[this.at] === " ") this.at += 1; return this.at > before; },
    match(pattern: RegExp, consume = true) {
      const found = text.slice(this.at).match(pattern);
      if (found && consume) this.at += (found[0] ?? "").length;
      return found;
    },
    next() { return text[this.at++]; }, current() { return text.slice(this.start, this.at); },
  };
  while (line.at < text.length) {
    line.start = line.at;
    const style = readToken(line, state);
    if (line.at === line.start) throw new Error(`stuck at ${line.at}`);
    if (style && style !== "punctuation") styles.push(`${line.current()} ${style}`);
  }
  equal(styles, ["query keyword", "Q def", "$a variable-2", "Int type", "1 number", "alias qualifier", "field property",
    "arg attribute", "$a variable-2", "e attribute", "RED atom", "F def", "on keyword", "T type", "x property", "# c comment"]);
});
