import { problems } from "../../../Sources/Portal/source/graphql/validation";
import { equal, test } from "./harness";
import { schema } from "./fixture";

/** The problem's text in the source, and its message. */
function found(source: string): string[] {
  return problems(source, schema).map(({ start, end, message, severity }) =>
    `${severity === "warning" ? "warning " : ""}${source.slice(start, end)}: ${message}`);
}

test("a good document has no problems", () => {
  equal(found(`query Q($n: Int = 5, $f: StationFilter, $id: ID!) @live @live {
    stations(first: $n, filter: $f) { ...S connectors { number station { id } } __typename }
    node(id: $id) { id ... on Session { energyWh } ...S }
    thing { ... on Station { id } ... on Connector { number } }
    byIds(ids: "1") { id }
    __schema { types { name } }
  }
  fragment S on Station { id status @include(if: true) }`), ["types: __Schema has no field “types”"].slice(1));
});

test("a syntax fault is the one problem", () => {
  equal(found("{ stations( }"), ["}: Found “}” where a name is expected"]);
  equal(found("   "), []);
});

test("unknown names are marked, with the nearest known one", () => {
  equal(found("{ statoins { id } }"), ["statoins: Query has no field “statoins”; did you mean “stations”?"]);
  equal(found("{ stations(frist: 1) { id } }"), ["frist: “stations” has no argument “frist”; did you mean “first”?"]);
  equal(found("{ node(id: 1) { ... on Statoin { id } } }"), ["Statoin: There is no type “Statoin”; did you mean “Station”?"]);
  equal(found("query ($a: Innt) { stations(first: $a) { id } }"), ["Innt: There is no type “Innt”; did you mean “Int”?"]);
  equal(found("{ stations @inclde(if: true) { id } }"), ["@inclde: There is no directive “@inclde”; did you mean “@include”?"]);
  equal(found("{ stations { ...Nope } }"), ["Nope: There is no fragment “Nope”"]);
  equal(found("{ stations(filter: {status: CHARGIN}) { id } }"), ["CHARGIN: Status has no value “CHARGIN”; did you mean “CHARGING”?"]);
  equal(found("{ stations(filter: {sttus: CHARGING}) { id } }"), ["sttus: StationFilter has no field “sttus”; did you mean “status”?"]);
});

test("missing and misplaced parts are marked", () => {
  equal(found("{ node { id } }"), ["node: “node” needs the argument id"]);
  equal(found("{ stations }"), ["stations: “stations” is a Station: say which of its fields, in { }"]);
  equal(found("{ stations { name { x } } }"), ["{ x }: “name” is a String and has no fields of its own"]);
  equal(found("{ stations @live { id } }"), ["@live: “@live” has no place here"]);
  equal(found("{ stations { ... on Session { id } } }"), ["Session: A Station can never be a Session"]);
  equal(found("mutation { start(input: {wait: true}) { id } }"), ["{wait: true}: StartInput needs the field stationId"]);
  equal(found("subscription { x }"), ["subscription: This API has no subscriptions"]);
  equal(found("{ pick(choice: {a: 1, b: 2}) }"), ["{a: 1, b: 2}: Choice takes exactly one of its fields"]);
});

test("values are held against their types", () => {
  equal(found('{ stations(first: "5") { id } }'), ['"5": Int is a whole number']);
  equal(found("{ node(id: null) { id } }"), ["null: ID! cannot be null"]);
  equal(found("{ byIds(ids: [1, true]) { id } }"), ["true: ID! is an id in \"quotes\""]);
  equal(found('{ stations(filter: {status: "CHARGING"}) { id } }'), ['"CHARGING": Status is one of AVAILABLE, CHARGING, FAULTED']);
});

test("variables are declared, used and of the right type", () => {
  equal(found("query ($a: Int, $a: Int) { stations(first: $a) { id } }"), ["$a: There are two variables named “$a”"]);
  equal(found("query ($a: Int) { thing { __typename } }"), ["$a: “$a” is never used"]);
  equal(found("query Q { stations(first: $b) { id } }"), ["$b: “$b” is not declared"]);
  equal(found("query ($a: String) { stations(first: $a) { id } }"), ["$a: “$a” is String, and Int is needed here"]);
  equal(found("query ($a: ID) { node(id: $a) { id } }"), ["$a: “$a” is ID, and ID! is needed here"]);
  equal(found("query ($a: ID = 1) { node(id: $a) { id } }"), []);
  equal(found("query ($a: [ID!]) { stations(filter: {ids: $a}) { id } }"), []);
  equal(found("query ($a: Station) { stations(first: $a) { id } }")[0],
    "Station: “Station” is a type of answers; a variable needs a scalar, an enum or an input");
});

test("variables in a fragment belong to the operations that use it", () => {
  const fragment = "fragment F on Query { stations(first: $n) { id } }";
  equal(found(`query Q($n: Int) { ...F } ${fragment}`), []);
  equal(found(`query Q { ...F } ${fragment}`), ["$n: “$n” is not declared by the operation “Q”"]);
});

test("operations and fragments have names of their own, and fragments are used", () => {
  equal(found("query A { thing { __typename } } query A { thing { __typename } }"), ["A: There are two operations named “A”"]);
  equal(found("{ thing { __typename } } query A { thing { __typename } }"),
    ["{: With several operations in one document, each needs a name"]);
  equal(found("{ thing { __typename } } fragment F on Station { id }"), ["F: The fragment “F” is never used"]);
});

test("fragments that use each other end the search", () => {
  equal(found("{ stations { ...A } } fragment A on Station { ...B } fragment B on Station { ...A }"), []);
});

test("what is deprecated is a warning", () => {
  equal(found("{ stations { oldName } }"), ["warning oldName: “oldName” is deprecated: Use name."]);
});

test("without a schema the syntax is still looked at", () => {
  equal(problems("{ anything }", undefined), []);
  equal(problems("{ anything", undefined).length, 1);
});
