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
import "codemirror/mode/javascript/javascript";
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
