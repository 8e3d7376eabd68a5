/** A small schema as introspection would tell it. */
import { Schema, type InputValue, type TypeReference } from "../../../Sources/Portal/source/graphql/schema";

const kinds: Record<string, TypeReference["kind"]> = {
  Station: "OBJECT", Connector: "OBJECT", Session: "OBJECT", Query: "OBJECT", Mutation: "OBJECT", Node: "INTERFACE",
  Thing: "UNION", Status: "ENUM", StationFilter: "INPUT_OBJECT", Choice: "INPUT_OBJECT", StartInput: "INPUT_OBJECT",
};

function type(text: string): TypeReference {
  if (text.endsWith("!")) return { kind: "NON_NULL", name: null, ofType: type(text.slice(0, -1)) };
  if (text.startsWith("[")) return { kind: "LIST", name: null, ofType: type(text.slice(1, -1)) };
  return { kind: kinds[text] ?? "SCALAR", name: text };
}

function input(name: string, of: string, defaultValue: string | null = null): InputValue {
  return { name, type: type(of), defaultValue };
}

function field(name: string, of: string, args: InputValue[] = [], deprecationReason?: string) {
  return {
    name, type: type(of), args, description: `What ${name} says.`,
    ...(deprecationReason && { isDeprecated: true, deprecationReason }),
  };
}

const named = (...names: string[]) => names.map((name) => type(name));
const id = field("id", "ID!");

export const schema = new Schema({
  __schema: {
    queryType: { name: "Query" }, mutationType: { name: "Mutation" }, subscriptionType: null,
    types: [
      { kind: "OBJECT", name: "Query", fields: [
        field("stations", "[Station!]!", [input("first", "Int", "50"), input("filter", "StationFilter")]),
        field("node", "Node", [input("id", "ID!")]),
        field("thing", "Thing"),
        field("pick", "Boolean", [input("choice", "Choice!")]),
        field("byIds", "[Station]", [input("ids", "[ID!]!")]),
      ] },
      { kind: "OBJECT", name: "Mutation", fields: [field("start", "Station", [input("input", "StartInput!")])] },
      { kind: "INTERFACE", name: "Node", fields: [id], possibleTypes: named("Station", "Session") },
      { kind: "UNION", name: "Thing", possibleTypes: named("Station", "Connector") },
      { kind: "OBJECT", name: "Station", interfaces: named("Node"), fields: [
        id, field("name", "String"), field("status", "Status!"), field("connectors", "[Connector!]!"),
        field("oldName", "String", [], "Use name."),
      ] },
      { kind: "OBJECT", name: "Session", interfaces: named("Node"), fields: [id, field("energyWh", "Float!")] },
      { kind: "OBJECT", name: "Connector", fields: [field("number", "Int!"), field("station", "Station!")] },
      { kind: "ENUM", name: "Status", enumValues: [{ name: "AVAILABLE" }, { name: "CHARGING" }, { name: "FAULTED" }] },
      { kind: "INPUT_OBJECT", name: "StationFilter", inputFields: [
        input("text", "String"), input("status", "Status"), input("ids", "[ID!]"), input("not", "StationFilter"),
      ] },
      { kind: "INPUT_OBJECT", name: "Choice", isOneOf: true, inputFields: [input("a", "Int"), input("b", "Int")] },
      { kind: "INPUT_OBJECT", name: "StartInput", inputFields: [
        input("stationId", "ID!"), input("password", "String"), input("wait", "Boolean", "true"),
      ] },
      ...["Int", "Float", "String", "Boolean", "ID"].map((name) => ({ kind: "SCALAR", name })),
    ],
    directives: [
      { name: "include", locations: ["FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"], args: [input("if", "Boolean!")] },
      { name: "live", locations: ["QUERY"], isRepeatable: true, args: [] },
    ],
  },
});
