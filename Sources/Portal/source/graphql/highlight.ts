/** Tells the editor what each piece of a line is, for colour; one line at a time, with what is open carried along. */

export interface HighlightState {
  /** The brackets that are open, innermost last. */
  open: string[];
  isInBlockString: boolean;
  /** The last word or sign that matters for the next one. */
  last: string;
}

/** What the editor's line reader offers; CodeMirror's string stream does. */
export interface LineReader {
  sol(): boolean;
  eatSpace(): boolean;
  skipToEnd(): void;
  match(pattern: RegExp, consume?: boolean): RegExpMatchArray | boolean | null;
  skipTo(text: string): boolean | null | undefined;
  next(): string | null | undefined | void;
  current(): string;
}

const words = /^(?:query|mutation|subscription|fragment|on|true|false|null)$/;

export function startState(): HighlightState {
  return { open: [], isInBlockString: false, last: "" };
}

export function readToken(line: LineReader, state: HighlightState): string | null {
  if (state.isInBlockString) return blockString(line, state);
  if (line.eatSpace() || line.match(/^[,\uFEFF]+/)) return null;
  if (line.match(/^#.*/)) return "comment";
  if (line.match(/^"""/)) {
    state.isInBlockString = true;
    return blockString(line, state);
  }
  if (line.match(/^"(?:[^"\\]|\\.)*"?/)) return after(state, "value", "string");
  if (line.match(/^-?[0-9][0-9.eE+-]*/)) return after(state, "value", "number");
  if (line.match(/^\$[_A-Za-z]\w*/)) return after(state, "$", "variable-2");
  if (line.match(/^@[_A-Za-z]\w*/)) return after(state, "@", "meta");
  if (line.match(/^\.\.\./)) return after(state, "...", "punctuation");
  if (line.match(/^[_A-Za-z]\w*/)) return name(line, state);
  return sign(line, state);
}

function name(line: LineReader, state: HighlightState): string {
  const word = line.current();
  const { last } = state;
  const isInParentheses = state.open.includes("(");
  if (state.open.length === 0 || (last === "..." && word === "on")) {
    if (words.test(word)) return after(state, word, "keyword");
    return after(state, "name", last === "on" ? "type" : "def");
  }
  if (last === "on") return after(state, "name", "type");
  if (isInParentheses) {
    if (last === "type") return after(state, "name", "type");
    if (line.match(/^\s*:/, false)) return after(state, "key", "attribute");
    return after(state, "value", /^(?:true|false|null)$/.test(word) ? "keyword" : "atom");
  }
  if (last === "...") return after(state, "name", "def");
  return after(state, "name", line.match(/^\s*:/, false) ? "qualifier" : "property");
}

function sign(line: LineReader, state: HighlightState): string {
  const text = line.next() ?? "";
  if ("({[".includes(text)) state.open.push(text);
  if (")}]".includes(text)) state.open.pop();
  // A colon behind a declared variable is followed by its type, also inside the list's brackets.
  if (text === ":") state.last = state.last === "$" ? "type" : ":";
  else if (text !== "[" && text !== "!" && text !== "]") state.last = text;
  return "punctuation";
}

function blockString(line: LineReader, state: HighlightState): string {
  while (line.skipTo('"')) {
    if (line.match(/^"""/)) {
      state.isInBlockString = false;
      return "string";
    }
    line.next();
  }
  line.skipToEnd();
  return "string";
}

function after(state: HighlightState, last: string, style: string): string {
  state.last = last;
  return style;
}
