import { complete } from "../../../Sources/Portal/source/graphql/completion";
import { equal, test } from "./harness";
import { schema } from "./fixture";

/** What is offered at the bar in the text. */
function offered(text: string): string[] {
  const cursor = text.indexOf("|");
  return complete(text.replace("|", ""), cursor, schema).suggestions.map((suggestion) => suggestion.label);
}

test("fields of the type around the cursor are offered, deprecated ones last", () => {
  equal(offered("{ stations { | } }"), ["id", "name", "status", "connectors", "__typename", "oldName"]);
  equal(offered("{ stations { connectors { station { na| } } } }"), ["name", "__typename", "oldName"]);
  equal(offered("{ alias: st|"), ["stations"]);
  equal(offered("{ stations { id } no|"), ["node"]);
  equal(offered("{ __sch|"), ["__schema"]);
});

test("the definition's word is offered where one begins", () => {
  equal(offered("|"), ["query", "mutation", "fragment", "{"]);
  equal(offered("query A { thing { __typename } } mu|"), ["mutation"]);
});

test("arguments that are not yet given are offered, required ones first", () => {
  equal(offered("{ stations(|) { id } }"), ["first", "filter"]);
  equal(offered("{ stations(first: 1, |) { id } }"), ["filter"]);
  equal(offered("mutation { start(input: {|}) }"), ["stationId", "password", "wait"]);
  equal(offered("{ stations(filter: {not: {sta|"), ["status"]);
});

test("values follow their type", () => {
  equal(offered("{ stations(filter: {status: |}) { id } }"), ["AVAILABLE", "CHARGING", "FAULTED", "null"]);
  equal(offered("mutation { start(input: {stationId: 1, wait: |}) }"), ["true", "false", "null"]);
  equal(offered("{ stations(filter: |"), ["{", "null"]);
  equal(offered("{ stations @include(if: |"), ["true", "false"]);
});

test("variables of the document are offered, those that fit first", () => {
  equal(offered("query ($s: String, $n: Int) { stations(first: $|) { id } }"), ["$n", "$s"]);
  equal(offered("query ($s: String, $n: [ID!]!) { byIds(ids: $|) { id } }"), ["$n", "$s"]);
  equal(offered("query ($|"), []);
});

test("types of variables and of fragments are offered where they fit", () => {
  equal(offered("query ($a: St|"), ["StationFilter", "StartInput", "String", "Status"].sort());
  equal(offered("query ($a: [St|").length, 4);
  equal(offered("{ node(id: 1) { ... on | } }"), ["Node", "Session", "Station", "Thing"]);
  equal(offered("{ stations { ... on | } }"), ["Node", "Station", "Thing"]);
  equal(offered("fragment F on Conn|"), ["Connector"]);
});

test("fragments of the document are offered where they can apply", () => {
  const fragments = "fragment A on Station { id } fragment B on Session { id }";
  equal(offered(`{ stations { ...| } } ${fragments}`), ["on", "A"]);
  equal(offered(`{ node(id: 1) { ...| } } ${fragments}`), ["on", "A", "B"]);
});

test("directives are offered where they are allowed", () => {
  equal(offered("{ stations @| { id } }"), ["@include"]);
  equal(offered("query Q @|"), ["@live"]);
  equal(offered("{ @|"), []);
});

test("nothing is offered inside strings, comments and numbers", () => {
  equal(offered("{ stations # st|"), []);
  equal(offered('{ node(id: "st|'), []);
  equal(offered('{ node(id: "st|") }'), []);
  equal(offered("{ stations(first: 1|) }"), []);
});

test("mistakes before the cursor do not matter", () => {
  equal(offered("{ stations( { na|"), ["name", "__typename", "oldName"]);
  equal(offered("query Q($a: ) { sta|"), ["stations"]);
  equal(offered("} ) { ! sta|"), ["stations"]);
});

test("any text and any cursor end in an answer", () => {
  const pieces = ["{", "}", "(", ")", "[", "]", ":", "$", "@", "...", "on", "stations", "first", "query", "fragment", "\"", "#", "!", "=", "1", " ", "\n"];
  let seed = 11;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  for (let round = 0; round < 20_000; round += 1) {
    const text = Array.from({ length: 1 + random(15) }, () => pieces[random(pieces.length)]).join("");
    complete(text, random(text.length + 1), schema);
  }
  complete("{a".repeat(50_000), 100_000, schema);
});
