import { generate } from "../../../Sources/Portal/generator/emit";
import { timeTicks } from "../../../Sources/Portal/source/charts/model";
import { visible } from "../../../Sources/Portal/source/format/visible";
import { changesOf, draftOf } from "../../../Sources/Portal/source/installation/draft";
import { entryOf, lastMileage, mileageOf } from "../../../Sources/Portal/source/logbook/draft";
import { makePassword, problemOfId } from "../../../Sources/Portal/source/onboarding/password";
import { typedOf } from "../../../Sources/Portal/source/operations/again";
import { periodsOf, problemsOf, valuesOf } from "../../../Sources/Portal/source/operations/fields";
import { match } from "../../../Sources/Portal/source/router/match";
import { settingsOf } from "../../../Sources/Portal/source/stations/configurationKeys";
import { counted } from "../../../Sources/Portal/source/texts/languages";
import { equal, test } from "./harness";

test("a path gives its parts, and takes no more than it has", () => {
  equal(match("/stations/:cpid/:tab?", "/stations/A%2FB"), { cpid: "A/B" });
  equal(match("/stations/:cpid/:tab?", "/stations/A/sessions"), { cpid: "A", tab: "sessions" });
  equal(match("/stations/:cpid/:tab?", "/stations/A/b/c"), undefined);
  equal(match("/stations/:cpid", "/stations"), undefined);
  equal(match("/stations/:cpid", "/stations/%E0%A4%A"), undefined);
});

test("numbers of things have the form of their language", () => {
  equal(counted("en")(1, { one: "# day", other: "# days" }), "1 day");
  equal(counted("fr")(0, { one: "# jour", other: "# jours" }), "0 jour");
  equal(counted("de")(1200, { one: "# Tag", other: "# Tage" }), "1.200 Tage");
});

test("signs that nobody sees are shown", () => {
  equal(visible("a\u202Eb\u0000c\u007F"), "a⟨U+202E⟩b␀c␡");
  equal(visible("Grüße, 東京"), "Grüße, 東京");
});

test("a password has no signs that are mistaken for others", () => {
  const password = makePassword();
  equal(/^([A-HJ-NP-Za-km-z2-9]{4}-){3}[A-HJ-NP-Za-km-z2-9]{4}$/.test(password), true);
  equal(password === makePassword(), false);
});

test("an id is refused for what the server refuses", () => {
  equal(["", "A/B", " A", "A".repeat(49), "A\u0007"].map(problemOfId), ["empty", "signs", "signs", "long", "signs"]);
  equal(problemOfId("NH-DEPOT-01 ü"), undefined);
});

test("limits over time are lines in order from zero", () => {
  equal(periodsOf("0:00 16\n4:30 10,5"), [{ startSeconds: 0, limit: 16 }, { startSeconds: 16200, limit: 10.5 }]);
  equal(["1:00 16", "0:00 16\n0:00 10", "0:61 1", "", "0:00"].map(periodsOf), [undefined, undefined, undefined, undefined, undefined]);
});

test("a form's values are what the API takes, without what is empty or not asked for", () => {
  const fields = [
    { name: "connector", type: "connector", isRequired: true }, { name: "profileId", type: "number", least: 1 }, { name: "keys", type: "list" },
    { name: "recurrency", type: "choice", when: ["profileKind", ["RECURRING"]] },
  ] as const;
  equal(valuesOf(fields, { connector: "2", profileId: "", keys: "A, B  C", recurrency: "DAILY" }), { connector: 2, keys: ["A", "B", "C"] });
  equal(problemsOf(fields, { profileId: "0" }), [{ field: "connector", kind: "missing" }, { field: "profileId", kind: "least" }]);
});

test("what was asked once comes back into its form", () => {
  const fields = [
    { name: "connector", type: "connector" }, { name: "keys", type: "list" }, { name: "from", type: "moment" }, { name: "data", type: "long" },
    { name: "value", type: "text" }, { name: "retries", type: "number" },
  ] as const;
  const asked = { connector: 0, keys: ["A", "B"], from: "2026-11-20T08:05:00.000Z", data: "é\nf", value: "x", retries: 2 };
  equal(valuesOf(fields, typedOf(fields, asked)), asked);
  // Nobody is shown what is secret, and no form begins with it.
  equal(typedOf(fields, { value: "***", data: null, other: 1 }), {});
  equal([typedOf(fields, null), typedOf(fields, "no"), typedOf(fields, { keys: "A", data: { a: 1 } })], [{}, {}, {}]);
});

test("the profile of a start is its limit, where it is nothing more", () => {
  const fields = [{ name: "idTag", type: "tag" }, { name: "limitKw", type: "number" }, { name: "profileKind", type: "choice" }, { name: "periods", type: "periods" }] as const;
  const profile = (unit: string, periods: readonly unknown[]) => ({ idTag: "A", profile: { kind: "RELATIVE", schedule: { unit, periods } } });
  equal(typedOf(fields, profile("W", [{ startSeconds: 0, limit: 7400 }])), { idTag: "A", limitKw: "7.4", profileKind: "RELATIVE", periods: "0:00 7400" });
  equal(typedOf(fields, profile("A", [{ startSeconds: 0, limit: 16 }, { startSeconds: 5460, limit: 8.5 }])),
    { idTag: "A", profileKind: "RELATIVE", periods: "0:00 16\n1:31 8.5" });
});

test("an answer of a charger that is not as it should be breaks nothing", () => {
  equal(settingsOf(undefined), []);
  equal(settingsOf({ configurationKey: [null, 1, { key: 2 }, { key: "A" }, { key: "B", value: 3, readonly: "yes" }] }).map(({ key }) => key), ["A", "B"]);
});

test("ticks of a time axis are full hours, and not too many", () => {
  const from = Date.UTC(2026, 0, 1, 9, 17);
  const ticks = timeTicks(from, from + 24 * 3_600_000, 7);
  equal(ticks.length <= 7 && ticks.every((tick) => new Date(tick).getMinutes() === 0), true);
});

const schema = `
schema { query: Query }
scalar DateTime
enum Kind { A B }
interface Node { id: ID! }
type Query { things(first: Int = 5, filter: Filter): [Thing!]! }
type Thing implements Node { id: ID! name: String kind: Kind! at: DateTime! parent: Thing }
input Filter { kind: Kind text: String! }
`;

test("documents become types, and text without spaces", () => {
  const made = generate(schema, [{
    path: "a/b.graphql", text: "query Q($first: Int, $filter: Filter!) { things(first: $first, filter: $filter) { ...Row parent { id } } }\nfragment Row on Thing { id kind at }",
  }])["a/b.ts"] ?? "";
  equal(made.includes("readonly first?: number | null | undefined; readonly filter: Filter"), true);
  equal(made.includes("readonly kind: Kind;") && made.includes("readonly at: string;"), true);
  equal(made.includes("query Q($first:Int$filter:Filter!){things(first:$first filter:$filter){...Row parent{id}}}fragment Row on Thing{id kind at}"), true);
});

test("a document that asks for what is not there ends the build with its place", () => {
  const failure = (text: string) => {
    try {
      generate(schema, [{ path: "x.graphql", text }]);
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };
  equal(failure("query Q {\n  things { nam }\n}").startsWith("x.graphql:2: Thing has no field “nam”"), true);
  equal(failure("query Q { things { ...Nobody } }"), "x.graphql:1: there is no fragment Nobody");
  equal(failure("{ things { id } }"), "x.graphql:1: an operation needs a name");
});

test("a mileage is a whole number, with or without signs between its thousands", () => {
  equal(["42310", " 42,310 ", "42.310", "42\u202F310", "1'234'567", "0"].map(mileageOf), [42310, 42310, 42310, 42310, 1234567, 0]);
  equal(["", "42.3", "4,23", "-1", "12345678", "1e3", "42310 km"].map(mileageOf), Array.from({ length: 7 }, () => undefined));
});

test("an entry needs both of its parts, and a vehicle is known whatever its case", () => {
  equal(entryOf({ mileageKm: "7", vehicleId: " NH-E 7 " }), { mileageKm: 7, vehicleId: "NH-E 7" });
  equal([entryOf({ mileageKm: "7", vehicleId: " " }), entryOf({ mileageKm: "", vehicleId: "A" })], [undefined, undefined]);
  const entries = [{ mileageKm: 5, vehicleId: "NH-E 7" }, { mileageKm: 9, vehicleId: "nh-e 7" }, { mileageKm: 99, vehicleId: "NH-E 8" }];
  equal([lastMileage("NH-e 7 ", entries), lastMileage("", entries)], [9, undefined]);
});

test("of an installation only what is another than before is told", () => {
  const before = draftOf({ installer: "A", installedAt: "2025-03-14T12:00:00.000Z", fuseA: 32, phaseOrder: "RST", gridLimitW: 22_500, notes: null });
  equal([before.installedAt, before.gridLimitKw], ["2025-03-14", "22.5"]);
  equal(changesOf("s", before, { ...before, installer: "A " }), { id: "s" });
  equal(changesOf("s", before, { ...before, installer: "", installedAt: "", fuseA: "16,5", phaseOrder: "", gridLimitKw: "11", notes: "x" }),
    { id: "s", installer: null, installedAt: null, fuseA: 16.5, phaseOrder: null, gridLimitW: 11_000, notes: "x" });
});
