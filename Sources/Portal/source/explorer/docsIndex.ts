/** Finds its way through the schema for the documentation: search, and who gives a type. */
import { namedName, type NamedType, type Schema } from "../graphql/schema";

/** Where the documentation stands: at the beginning, or at a type and perhaps one of its fields. */
export interface DocsPlace {
  readonly type?: string;
  readonly member?: string;
}

export interface DocsMatch extends DocsPlace {
  readonly label: string;
  readonly description: string;
}

const mostMatches = 50;
const mostUses = 30;

/** Types and members by name; exact ones first, then beginnings, then types before their members. */
export function searchDocs(schema: Schema, text: string): { matches: DocsMatch[]; isCut: boolean } {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return { matches: [], isCut: false };
  const found: { match: DocsMatch; rank: number }[] = [];
  const consider = (own: string, match: DocsMatch, isMember: boolean) => {
    // With a dot it is the whole way that is written.
    const name = wanted.includes(".") ? match.label : own;
    const at = name.toLowerCase().indexOf(wanted);
    if (at < 0) return;
    found.push({ match, rank: (name.length === wanted.length ? 0 : at === 0 ? 2 : 4) + (isMember ? 1 : 0) });
  };
  for (const type of documentedTypes(schema)) {
    consider(type.name, { type: type.name, label: type.name, description: firstSentence(type.description) }, false);
    for (const member of membersOf(type)) {
      consider(member.name, {
        type: type.name, member: member.name, label: `${type.name}.${member.name}`,
        description: firstSentence(member.description),
      }, true);
    }
  }
  found.sort((one, other) => one.rank - other.rank || (one.match.label < other.match.label ? -1 : 1));
  return { matches: found.slice(0, mostMatches).map(({ match }) => match), isCut: found.length > mostMatches };
}

/** Without introspection's own types, which nobody looks for here. */
export function documentedTypes(schema: Schema): NamedType[] {
  return [...schema.types.values()].filter((type) => !type.name.startsWith("__"))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The fields that give a type, and the arguments and input fields that take it. */
export function usesOf(schema: Schema, name: string): DocsMatch[] {
  const uses: DocsMatch[] = [];
  const note = (type: string, member: string) =>
    uses.push({ type, member, label: `${type}.${member}`, description: "" });
  for (const type of documentedTypes(schema)) {
    for (const field of type.fields ?? []) {
      const isUsed = namedName(field.type) === name || field.args.some((argument) => namedName(argument.type) === name);
      if (isUsed) note(type.name, field.name);
    }
    for (const field of type.inputFields ?? []) {
      if (namedName(field.type) === name) note(type.name, field.name);
    }
  }
  return uses.slice(0, mostUses);
}

function membersOf(type: NamedType): readonly { name: string; description?: string | null }[] {
  return [...(type.fields ?? []), ...(type.inputFields ?? []), ...(type.enumValues ?? [])];
}

function firstSentence(text: string | null | undefined): string {
  return (text ?? "").split("\n")[0] ?? "";
}
