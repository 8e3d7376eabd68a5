import { parse } from "../../../Sources/Portal/source/graphql/parser";
import { prettify } from "../../../Sources/Portal/source/graphql/printer";
import { tokenize } from "../../../Sources/Portal/source/graphql/tokens";
import { equal, test } from "./harness";

/** What may not change: every token, and every comment. */
function substance(source: string): string[] {
  const { tokens, comments } = tokenize(source);
  return [...tokens.map((token) => token.text), ...comments.map((comment) => comment.text.trimEnd())];
}

function check(source: string, expected: string): void {
  equal(prettify(source), expected);
  equal(prettify(expected), expected);
  equal(substance(expected), substance(source));
}

test("a document is laid out as we like to read it", () => {
  check("query Q($a:Int=1,$b:[ID!]!)@live{stations(first:$a,filter:{ids:$b}){id name}node(id:1){... on Station{id}...F@include(if:true)}}fragment F on Node{id}",
    `query Q($a: Int = 1, $b: [ID!]!) @live {
  stations(first: $a, filter: {ids: $b}) {
    id
    name
  }
  node(id: 1) {
    ... on Station {
      id
    }
    ...F @include(if: true)
  }
}

fragment F on Node {
  id
}
`);
});

test("what does not fit on a line has one line for each part", () => {
  check(`{ stations(first: 10, filter: {text: "a text that is as long as a line may be, and longer", ids: [1, 2, 3]}) { id } }`,
    `{
  stations(
    first: 10
    filter: {
      text: "a text that is as long as a line may be, and longer"
      ids: [1, 2, 3]
    }
  ) {
    id
  }
}
`);
});

test("comments stay, behind their line or on their own", () => {
  check(`# first
query Q( # variables
  $a: Int # the a
) { # open
  id # the id
  # before name
  name
  # last
}
# end`,
    `# first
query Q( # variables
  $a: Int # the a
) { # open
  id # the id
  # before name
  name
  # last
}
# end
`);
});

test("strings are kept as they were typed", () => {
  check('{ a(b: "x # no comment", c: """\n  block\n   text\n""") }', '{\n  a(\n    b: "x # no comment"\n    c: """\n  block\n   text\n"""\n  )\n}\n');
});

test("generated documents keep their substance, and a second time changes nothing", () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  const pick = (...choices: (() => string)[]): string => (choices[random(choices.length)] as () => string)();
  const remark = () => (random(6) === 0 ? ` # remark ${random(100)}\n` : " ");
  const value = (depth: number): string => pick(() => `${random(1000)}`, () => `"text # ${random(9)}"`, () => "$v", () => "RED",
    () => (depth > 3 ? "null" : `[${value(depth + 1)}${remark()}${value(depth + 1)}]`),
    () => (depth > 3 ? "{}" : `{a:${value(depth + 1)}${remark()}bee:${value(depth + 1)}}`));
  const fields = (depth: number): string => Array.from({ length: 1 + random(3) }, () => remark() + pick(
    () => "plain", () => `alias:named(x:${value(0)}${remark()}y:${value(0)})`,
    () => (depth > 4 ? "leaf" : `nested@include(if:true){${fields(depth + 1)}${remark()}}`),
    () => (depth > 4 ? "...F" : `...on T{${fields(depth + 1)}}`))).join(" ");
  for (let round = 0; round < 500; round += 1) {
    const source = `query Q($v:[T!]=${value(0).replace(/\$v/g, "1")}${remark()}$w:U){${fields(0)}${remark()}}`;
    const printed = prettify(source);
    equal(substance(printed).sort(), substance(source).sort());
    equal(prettify(printed), printed);
    parse(printed);
  }
});
