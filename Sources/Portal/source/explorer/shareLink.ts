/** A query and its variables in the address's fragment, which browsers do not send to any server. */
import { withoutSecrets, type Request } from "../graphql/secrets";

/** Chat programs and mail cut longer ones. */
const longest = 32_000;

export type ShareLink =
  | { readonly kind: "link"; readonly address: string; readonly hasLostSecrets: boolean }
  | { readonly kind: "tooLong"; readonly kilobytes: number };

export function makeShareLink(request: Request, base: string): ShareLink {
  const clean = withoutSecrets(request);
  const fields = new URLSearchParams({ query: clean.query });
  if (clean.variables.trim() !== "") fields.set("variables", clean.variables);
  const address = `${base.split("#")[0]}#${fields.toString()}`;
  if (address.length > longest) return { kind: "tooLong", kilobytes: Math.ceil(address.length / 1000) };
  const hasLostSecrets = clean.query !== request.query || clean.variables !== request.variables;
  return { kind: "link", address, hasLostSecrets };
}

/** Undefined when the fragment is empty or says something else; `broken` when it should hold a query and does not. */
export function readShareLink(fragment: string): Request | "broken" | undefined {
  const text = fragment.replace(/^#/, "");
  if (text === "" || text.length > longest * 4) return text === "" ? undefined : "broken";
  const fields = new URLSearchParams(text);
  const query = fields.get("query");
  if (query === null) return "broken";
  return { query, variables: fields.get("variables") ?? "" };
}
