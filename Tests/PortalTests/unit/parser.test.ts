import { parse, SyntaxFault } from "../../../Sources/Portal/source/graphql/parser";
import { operations, operationAt } from "../../../Sources/Portal/source/graphql/operations";
import { equal, test } from "./harness";

function fault(source: string): { message: string; start: number } {
  try {
    parse(source);
  } catch (error) {
    if (error instanceof SyntaxFault) return { message: error.message, start: error.start };
    throw error;
  }
  throw new Error(`${source} was read without a fault`);
}

test("every part of an executable document is read", () => {
  const { document } = parse(`"What it is for." query Q($a: [Int!]! = [1, -2] @d, $b: I = {x: {y: null}}) @live {
    alias: field(a: $a, e: RED, s: "x\\u{1F600}", block: """a "quoted" \\""" end""", f: 1.5e3, t: true) @include(if: true) { id }
    ... on T @d { id } ... @d { id } ...F @d
  } fragment F on T { on: id } subscription { x } { y }`);
  equal(document.definitions.map((each) => each.kind), ["operation", "fragment", "operation", "operation"]);
});

test("a fault is reported at its place", () => {
  equal(fault("{ a(b: ) }"), { message: "Found “)” where a value is expected", start: 7 });
  equal(fault("{ a { b }"), { message: "Found the end of the text where a name is expected", start: 9 });
  equal(fault("query Q { a } type T { b: Int }").start, 14);
  equal(fault("{ a ? }"), { message: "“?” has no meaning here", start: 4 });
  equal(fault('{ a(b: "x\n") }').start, 7);
  equal(fault("{ a(b: 01) }").start, 7);
  equal(fault("{ }"), { message: "{} is empty: a field belongs here", start: 2 });
  equal(fault("{ a() }").start, 4);
  equal(fault("").message, "The document is empty: write a query");
  equal(fault("fragment on on T { a }").start, 9);
});

test("nesting without end is a fault and exhausts no stack", () => {
  equal(fault("{a".repeat(100_000)).message, "Nested deeper than 200 levels");
  equal(fault(`{a(b: ${"[".repeat(100_000)}`).message, "Nested deeper than 200 levels");
  equal(fault(`query ($a: ${"[".repeat(100_000)}`).message, "Nested deeper than 200 levels");
});

test("the operation that is meant is the one around the cursor or before it", () => {
  const list = operations("query A { a }\n\nmutation B { b }\nfragment F on T { c }");
  equal(list.map(({ type, name }) => [type, name]), [["query", "A"], ["mutation", "B"]]);
  equal(operationAt(list, 0)?.name, "A");
  equal(operationAt(list, 14)?.name, "A");
  equal(operationAt(list, 20)?.name, "B");
  equal(operationAt(list, 40)?.name, "B");
  equal(operations("query A {"), []);
});
