/** The editor with the parts of it that we use, and our GraphQL mode. */
import CodeMirror from "codemirror";
import "codemirror/addon/comment/comment";
import "codemirror/addon/edit/closebrackets";
import "codemirror/addon/edit/matchbrackets";
import "codemirror/addon/fold/foldcode";
import "codemirror/addon/fold/foldgutter";
import "codemirror/addon/fold/brace-fold";
import "codemirror/addon/hint/show-hint";
import "codemirror/addon/search/searchcursor";
import { readToken, startState, type HighlightState } from "../graphql/highlight";

CodeMirror.defineMode("graphql", (config): CodeMirror.Mode<HighlightState> => ({
  startState,
  copyState: (state) => ({ ...state, open: [...state.open] }),
  token: (stream, state) => readToken(stream, state),
  indent: (state, textAfter) => {
    const closes = /^\s*[)}\]]/.test(textAfter) ? 1 : 0;
    return Math.max(0, state.open.length - closes) * (config.indentUnit ?? 2);
  },
  electricInput: /^\s*[)}\]]$/,
  lineComment: "#",
  closeBrackets: "()[]{}\"\"",
  fold: "brace",
} as CodeMirror.Mode<HighlightState>));

/** What variables and answers are written in: only how deep a line is has to be known. */
interface JsonState {
  depth: number;
}

CodeMirror.defineMode("json", (config): CodeMirror.Mode<JsonState> => ({
  startState: () => ({ depth: 0 }),
  token: (stream, state) => {
    if (stream.eatSpace()) return null;
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return stream.match(/^\s*:/, false) ? "string property" : "string";
    if (stream.match(/^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/)) return "number";
    if (stream.match(/^(?:true|false|null)\b/)) return "atom";
    const sign = stream.next() ?? "";
    if ("{[".includes(sign)) state.depth += 1;
    if ("}]".includes(sign)) state.depth = Math.max(0, state.depth - 1);
    return null;
  },
  indent: (state, textAfter) => Math.max(0, state.depth - (/^\s*[}\]]/.test(textAfter) ? 1 : 0)) * (config.indentUnit ?? 2),
  electricInput: /^\s*[}\]]$/,
  closeBrackets: "[]{}\"\"",
  fold: "brace",
} as CodeMirror.Mode<JsonState>));

export { CodeMirror };

/** What every editor of the page has: spaces, and a Tab key that goes on to the next control. */
export const sharedOptions: CodeMirror.EditorConfiguration = {
  // Screen readers read the text itself then, and telephones type into it as into any field.
  inputStyle: "contenteditable",
  indentUnit: 2,
  tabSize: 2,
  indentWithTabs: false,
  lineWrapping: true,
  lineNumbers: true,
  spellcheck: false,
  autocorrect: false,
  autocapitalize: false,
};

/** What the field is for those who do not see it. */
export function describeField(editor: CodeMirror.Editor, label: string, isReadOnly: boolean): void {
  const field = editor.getInputField();
  field.setAttribute("role", "textbox");
  field.setAttribute("aria-multiline", "true");
  field.setAttribute("aria-label", label);
  if (isReadOnly) field.setAttribute("aria-readonly", "true");
}
