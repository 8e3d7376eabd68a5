/** Who is signed in, and the question that finds it out. */
import { Client } from "../api/client";

export interface Session {
  readonly client: Client;
  readonly email: string;
  readonly role: string;
  readonly organization: string;
}

export type SignInResult =
  | { readonly kind: "signedIn"; readonly session: Session }
  | { readonly kind: "refused" | "unreachable" };

const question = "query Viewer { viewer { role user { email } organization { name } } }";

export async function signIn(token: string): Promise<SignInResult> {
  const client = new Client(token);
  try {
    const { status, answer } = await client.send({ query: question, operationName: "Viewer" });
    if (status === 401 || status === 403) return { kind: "refused" };
    const viewer = (answer?.data as { viewer?: Viewer } | null | undefined)?.viewer;
    if (!viewer) return { kind: "unreachable" };
    const { role, user, organization } = viewer;
    return { kind: "signedIn", session: { client, role, email: user.email, organization: organization.name } };
  } catch {
    return { kind: "unreachable" };
  }
}

interface Viewer {
  readonly role: string;
  readonly user: { readonly email: string };
  readonly organization: { readonly name: string };
}

/** `PLATFORM_OPERATOR` as people say it. */
export function roleWords(role: string): string {
  return role.toLowerCase().replace(/_/g, " ");
}
