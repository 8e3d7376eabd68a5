/**
 * Who is signed in. The one place that knows by what: the server's cookie, which no script can read, or an API token in
 * this page's memory.
 */
import {
  CompleteSignIn, SavePreference, SignIn, SignOut, Viewer, type Person as Viewed, type SignInVariables,
} from "documents/api/viewer";
import type { Permission } from "documents/schema";
import { Client } from "./client";
import { exchange } from "./exchange";
import { Fault, unreachable } from "./fault";

export type Person = Viewed;

export type SessionState =
  /** The browser may have a cookie; the server is being asked. */
  | { readonly kind: "starting" }
  | { readonly kind: "unreachable" }
  /** No page is shown any more, so that none asks with a session that is about to end. */
  | { readonly kind: "signingOut" }
  | { readonly kind: "signedOut"; readonly notice?: "expired" }
  | { readonly kind: "signedIn"; readonly by: "cookie" | "token"; readonly viewer: Person; readonly client: Client };

export type SignedIn = { readonly kind: "signedIn" } | { readonly kind: "secondFactor"; readonly id: string };

/** Says that there is a session, and nothing of it: without it nobody has to be asked, and refused, at the first visit. */
const hint = "stationmaster_signed_in";
const month = 30 * 24 * 60 * 60;

class Session {
  private current: SessionState = { kind: "starting" };
  private readonly listeners = new Set<() => void>();
  /** Preferences that the account does not know yet. */
  private readonly unsaved = new Map<string, unknown>();
  private saving: ReturnType<typeof setTimeout> | undefined;

  get state(): SessionState {
    return this.current;
  }

  get client(): Client | undefined {
    return this.current.kind === "signedIn" ? this.current.client : undefined;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Goes on with the browser's session, if it has one. */
  async start(): Promise<void> {
    if (!document.cookie.split("; ").includes(`${hint}=1`)) return this.become({ kind: "signedOut" });
    const answer = await this.enter(new Client(), "cookie");
    if (!answer) return;
    if (answer.code === "UNAUTHENTICATED") setHint(false);
    this.become(answer.code === "UNAUTHENTICATED" ? { kind: "signedOut", notice: "expired" } : { kind: "unreachable" });
  }

  /** @throws {Fault} */
  async signIn(input: SignInVariables["input"]): Promise<SignedIn> {
    const client = new Client();
    const { signIn } = await exchange(client, SignIn, { input });
    if (signIn.secondFactor !== null) return { kind: "secondFactor", id: signIn.secondFactor };
    return this.entered(client);
  }

  /** @throws {Fault} */
  async completeSignIn(secondFactor: string, code: string): Promise<SignedIn> {
    const client = new Client();
    await exchange(client, CompleteSignIn, { input: { secondFactor, code } });
    return this.entered(client);
  }

  async signInWithToken(token: string): Promise<"signedIn" | "refused" | "unreachable"> {
    const fault = await this.enter(new Client(token), "token");
    if (!fault) return "signedIn";
    return fault.code === "UNAUTHENTICATED" || fault.code === "FORBIDDEN" ? "refused" : "unreachable";
  }

  /** The server does not know us any more. */
  expire(client: Client): void {
    if (this.client !== client) return;
    setHint(false);
    this.become({ kind: "signedOut", notice: "expired" });
  }

  /** Rights have changed, or the session has ended: asks which, so that who may do more or less stays where they are. */
  async review(client: Client): Promise<void> {
    try {
      const { viewer } = await exchange(client, Viewer, {});
      if (this.client === client) this.learn(viewer);
    } catch (error) {
      // While the server cannot be reached nothing is known; the next connection asks again.
      if (error instanceof Fault && error.code === "UNAUTHENTICATED") this.expire(client);
    }
  }

  async signOut(): Promise<void> {
    const { current } = this;
    if (current.kind === "signedIn" && current.by === "cookie") {
      setHint(false);
      this.become({ kind: "signingOut" });
      await this.saveAll(current.client);
      // Where the server cannot be reached, its own end of the session comes later; this browser forgets it now.
      await exchange(current.client, SignOut, {}).catch(() => undefined);
    }
    this.become({ kind: "signedOut" });
  }

  /** The server has ended the session, as the person asked it to. */
  leave(): void {
    setHint(false);
    this.become({ kind: "signedOut" });
  }

  may(permission: Permission): boolean {
    return this.current.kind === "signedIn" && this.current.viewer.permissions.includes(permission);
  }

  preference(key: string): unknown {
    if (this.current.kind !== "signedIn") return undefined;
    return (this.current.viewer.preferences as Record<string, unknown> | null)?.[key];
  }

  /** Holds at once; the account learns it a second later, so that a row of clicks is one request. */
  savePreference(key: string, value: unknown): void {
    const { current } = this;
    if (current.kind !== "signedIn") return;
    const preferences = { ...(current.viewer.preferences as Record<string, unknown> | null), [key]: value };
    this.become({ ...current, viewer: { ...current.viewer, preferences } });
    this.unsaved.set(key, value);
    clearTimeout(this.saving);
    this.saving = setTimeout(() => void this.saveAll(current.client), 1000);
  }

  private async saveAll(client: Client): Promise<void> {
    clearTimeout(this.saving);
    const inputs = [...this.unsaved].map(([key, value]) => ({ key, value }));
    this.unsaved.clear();
    // What a person prefers is no reason to disturb them; it holds in this tab all the same.
    await Promise.all(inputs.map((input) => exchange(client, SavePreference, { input }).catch(() => undefined)));
  }

  /** Takes in what the person has changed of themselves. */
  learn(viewer: Partial<Person>): void {
    const { current } = this;
    if (current.kind === "signedIn") this.become({ ...current, viewer: { ...current.viewer, ...viewer } });
  }

  private async entered(client: Client): Promise<SignedIn> {
    const fault = await this.enter(client, "cookie");
    if (fault) throw fault;
    setHint(true);
    return { kind: "signedIn" };
  }

  private async enter(client: Client, by: "cookie" | "token"): Promise<Fault | undefined> {
    try {
      const { viewer } = await exchange(client, Viewer, {});
      this.become({ kind: "signedIn", by, viewer, client });
      return undefined;
    } catch (error) {
      return error instanceof Fault ? error : unreachable();
    }
  }

  private become(state: SessionState): void {
    this.current = state;
    if (state.kind === "signedOut") this.unsaved.clear();
    for (const listener of [...this.listeners]) listener();
  }
}

function setHint(isSignedIn: boolean): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${hint}=1; Path=/; Max-Age=${isSignedIn ? month : 0}; SameSite=Lax${secure}`;
}

export const session = new Session();
