/** Cuts a GraphQL document into tokens without ever failing, since an editor is mostly looked at while it is wrong. */
import { texts } from "../explorer/texts/texts";

export type TokenKind = "name" | "int" | "float" | "string" | "blockString" | "punctuator" | "bad" | "end";

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
  /** What is wrong with a `bad` token. */
  readonly message?: string;
}

export interface Comment extends Span {
  readonly text: string;
}

export interface TokenList {
  /** The last one is of the kind `end`. */
  readonly tokens: Token[];
  readonly comments: Comment[];
}

const ignored = /[\uFEFF\t\n\r ,]+/y;
const comment = /#[^\n\r]*/y;
const name = /[_A-Za-z][_0-9A-Za-z]*/y;
const number = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const punctuator = /\.\.\.|[!$&()=@:[\]{}|]/y;
const blockString = /"""(?:\\"""|(?!""")[^])*"""/y;
const plainString = /"(?:[^"\\\n\r]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]{1,6}\}))*"/y;
const restOfLine = /[^\n\r]*/y;

export function tokenize(source: string): TokenList {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  const add = (kind: TokenKind, text: string, message?: string) => {
    tokens.push({ kind, text, start: at, end: at + text.length, ...(message === undefined ? {} : { message }) });
    at += text.length;
  };
  while (at < source.length) {
    const blank = match(ignored);
    if (blank) {
      at += blank.length;
      continue;
    }
    const remark = match(comment);
    if (remark) {
      comments.push({ start: at, end: at + remark.length, text: remark });
      at += remark.length;
      continue;
    }
    next(source, at, match, add);
  }
  tokens.push({ kind: "end", text: "", start: source.length, end: source.length });
  return { tokens, comments };
}

function next(
  source: string,
  at: number,
  match: (pattern: RegExp) => string | undefined,
  add: (kind: TokenKind, text: string, message?: string) => void,
): void {
  const word = match(name) ?? "";
  if (word) return add("name", word);
  const sign = match(punctuator) ?? "";
  if (sign) return add("punctuator", sign);
  const figure = match(number) ?? "";
  if (figure) {
    // A name or another figure may not follow at once: 01 and 1a are no numbers.
    const after = source[at + figure.length] ?? "";
    if (/[_0-9A-Za-z.]/.test(after)) return add("bad", figure, texts.problems.figure(figure, after));
    return add(/[.eE]/.test(figure) ? "float" : "int", figure);
  }
  if (source.startsWith('"""', at)) {
    const block = match(blockString);
    return block ? add("blockString", block) : add("bad", source.slice(at), texts.problems.blockString);
  }
  if (source[at] === '"') {
    const text = match(plainString);
    return text ? add("string", text) : add("bad", match(restOfLine) ?? '"', texts.problems.string);
  }
  const unknown = String.fromCodePoint(source.codePointAt(at) ?? 0);
  add("bad", unknown, texts.problems.sign(unknown));
}

/** The tokens' kinds that stand for themselves in a value. */
export function isString(token: Token): boolean {
  return token.kind === "string" || token.kind === "blockString";
}
