/**
 * Asks the server over HTTP, with the cookie of a signed-in person or with an API token.
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
  readonly #token: string | undefined;

  /** Without a token it is the browser's cookie that says who asks. */
  constructor(token?: string) {
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
        ...this.authorization,
      },
      body: JSON.stringify(ask),
      cache: "no-store",
      credentials: this.#token === undefined ? "same-origin" : "omit",
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

  /** A file that the server makes, such as an export. */
  async fetchFile(address: string, signal?: AbortSignal): Promise<Response> {
    return fetch(address, {
      headers: this.authorization, cache: "no-store",
      credentials: this.#token === undefined ? "same-origin" : "omit", ...(signal && { signal }),
    });
  }

  /** What `connection_init` carries. */
  get initialisation(): Record<string, string> {
    return this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` };
  }

  private get authorization(): Record<string, string> {
    return this.#token === undefined ? {} : { Authorization: `Bearer ${this.#token}` };
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
