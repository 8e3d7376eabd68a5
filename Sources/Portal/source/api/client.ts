/**
 * Asks the server over HTTP.
 *
 * Holds the token where no other script finds it: in a private field, never in a cookie or in the browser's storage.
 */
export interface GraphQLFault {
  readonly message: string;
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string };
}

export interface GraphQLAnswer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFault[];
  readonly extensions?: Record<string, unknown>;
}

export interface Exchange {
  readonly status: number;
  readonly statusText: string;
  /** The body as it came. */
  readonly text: string;
  readonly bytes: number;
  readonly milliseconds: number;
  /** Undefined when the body is no GraphQL answer. */
  readonly answer: GraphQLAnswer | undefined;
}

export interface Ask {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Record<string, unknown>;
  readonly extensions?: Record<string, unknown>;
}

export class Client {
  #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  /** Rejects when the server cannot be reached, and with an `AbortError` when the signal ended the wait. */
  async send(ask: Ask, signal?: AbortSignal): Promise<Exchange> {
    const start = performance.now();
    const response = await fetch("/graphql", {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/graphql-response+json, application/json;q=0.9",
        Authorization: `Bearer ${this.#token}`,
      },
      body: JSON.stringify(ask),
      cache: "no-store",
      credentials: "omit",
      ...(signal && { signal }),
    });
    const body = await response.arrayBuffer();
    const milliseconds = performance.now() - start;
    const text = new TextDecoder().decode(body);
    return {
      status: response.status, statusText: response.statusText, text, bytes: body.byteLength, milliseconds,
      answer: readAnswer(text),
    };
  }

  /** What `connection_init` carries. */
  get initialisation(): Record<string, string> {
    return { authorization: `Bearer ${this.#token}` };
  }
}

function readAnswer(text: string): GraphQLAnswer | undefined {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
    return "data" in json || "errors" in json ? json : undefined;
  } catch {
    return undefined;
  }
}
