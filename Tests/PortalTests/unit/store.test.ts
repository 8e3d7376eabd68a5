import { missing, Store } from "../../../Sources/Portal/source/api/store";
import type { Selection } from "../../../Sources/Portal/source/api/document";
import { equal, test } from "./harness";

// Outside of a browser nothing is drawn: changes are told after a while, as on a hidden page.
Object.assign(globalThis, { document: { hidden: true } });

const connector: Selection = { id: 1, number: 1, status: 1 };
const list: Selection = {
  stations: ["stations(first:$first)", { totalCount: 1, nodes: { id: 1, name: 1, connectors: connector } }],
};
const data = {
  stations: { totalCount: 2, nodes: [
    { id: "s1", name: "one", connectors: [{ id: "c1", number: 1, status: "AVAILABLE" }] },
    { id: "s2", name: "two", connectors: [{ id: "c2", number: 1, status: "CHARGING" }] },
  ] },
};

function filled(): Store {
  const store = new Store();
  store.write(list, { first: 2 }, data);
  return store;
}

test("what was written is read as it was", () => {
  equal(filled().read(list, { first: 2 }, undefined, new Set()), data);
});

test("other arguments are another answer", () => {
  equal(filled().read(list, { first: 3 }, undefined, new Set()) === missing, true);
});

test("an event about an object shows wherever it is, and leaves the rest the same object", () => {
  const store = filled();
  const before = store.read<typeof data>(list, { first: 2 }, undefined, new Set());
  store.write({ connectorChanged: connector }, {}, { connectorChanged: { id: "c2", number: 1, status: "FAULTED" } }, "Changed");
  const after = store.read<typeof data>(list, { first: 2 }, before as typeof data, new Set()) as typeof data;
  equal(after.stations.nodes[1]?.connectors[0]?.status, "FAULTED");
  equal(after.stations.nodes[0] === (before as typeof data).stations.nodes[0], true);
  equal(after.stations.nodes[1] === (before as typeof data).stations.nodes[1], false);
});

test("nothing new is the same answer", () => {
  const store = filled();
  const before = store.read<typeof data>(list, { first: 2 }, undefined, new Set()) as typeof data;
  store.write(list, { first: 2 }, JSON.parse(JSON.stringify(data)) as typeof data);
  equal(store.read(list, { first: 2 }, before, new Set()) === before, true);
});

test("what an answer depends on is told", () => {
  const uses = new Set<string>();
  filled().read(list, { first: 2 }, undefined, uses);
  equal([...uses].sort(), ["Query", "c1", "c2", "s1", "s2"]);
});

test("a field that was never asked for is missing, null is not", () => {
  const store = filled();
  equal(store.read({ station: ["station(id:$id)", { id: 1, model: 1 }] }, { id: "s1" }, undefined, new Set()) === missing, true);
  store.write({ station: ["station(id:$id)", { id: 1, model: 1 }] }, { id: "s3" }, { station: null });
  equal(store.read({ station: ["station(id:$id)", { id: 1, model: 1 }] }, { id: "s3" }, undefined, new Set()), { station: null });
});

test("an answer that is older than an event does not undo it", () => {
  const store = filled();
  const asked = store.eventCount;
  const event = { connectorChanged: { id: "c1", number: 1, status: "CHARGING" } };
  store.event({ selection: { connectorChanged: connector }, variables: {}, data: event, name: "Changed" });
  store.write(list, { first: 2 }, data);
  store.replay(asked);
  const read = store.read<typeof data>(list, { first: 2 }, undefined, new Set()) as typeof data;
  equal(read.stations.nodes[0]?.connectors[0]?.status, "CHARGING");
});

test("a list without an object that was forgotten has to be asked for again", () => {
  const store = filled();
  store.forget(["s2"]);
  equal(store.read(list, { first: 2 }, undefined, new Set()) === missing, true);
});

test("JSON with an id in it is kept as it is", () => {
  const store = new Store();
  const answer = { operation: { id: "o1", request: { id: "not ours", list: [1, { id: "x" }] } } };
  store.write({ operation: { id: 1, request: 1 } }, {}, answer);
  equal(store.read({ operation: { id: 1, request: 1 } }, {}, undefined, new Set()), answer);
});
