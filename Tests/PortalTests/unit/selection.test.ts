import { selectionOf } from "../../../Sources/Portal/source/api/selection";
import { equal, test } from "./harness";

const text = 'query A($id:ID! $o:Order={by:NAME}@x(y:1)){a:station(id:$id note:"}) {"){id...F nodes{n}...on Station@include(if:$o){x nodes{m@skip(if:$o)}}}b}'
  + "fragment F on Station{f...G}fragment G on Node{g{id __typename}}";

test("a document's text says how its answers are kept", () => {
  equal(selectionOf({ text }), {
    a: ['station( id : $id note : "}) {" )', { id: 1, f: 1, g: { id: 1, __typename: 1 }, nodes: { n: 1, m: 1 }, x: 1 }],
    b: 1,
  });
});

test("one document is read once", () => {
  const document = { text };
  equal(selectionOf(document) === selectionOf(document), true);
});
