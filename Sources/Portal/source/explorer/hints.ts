/** Brings the suggestions into the editor: asked for with Control-Space, and while one types. */
import { complete, type Suggestion } from "../graphql/completion";
import type { Schema } from "../graphql/schema";
import { texts } from "./texts/texts";
import { CodeMirror } from "./codeMirror";

interface SuggestionHint extends CodeMirror.Hint {
  readonly suggestion: Suggestion;
}

/** Shows what may stand at the cursor; `isAsked` when the user asked for it. */
export function suggest(editor: CodeMirror.Editor, schema: Schema | undefined, isAsked: boolean): void {
  if (!schema) return;
  editor.showHint({
    hint: () => hints(editor, schema, isAsked),
    completeSingle: false,
    container: document.getElementById("content"),
    closeCharacters: /[\s()[\]{};,]/,
    extraKeys: { Tab: (_: CodeMirror.Editor, handle: { pick(): void }) => handle.pick() },
  });
}

/** Signs after which something is likely to be wanted. */
export function callsForSuggestions(typed: string): boolean {
  return /^[_A-Za-z$@]$/.test(typed);
}

function hints(editor: CodeMirror.Editor, schema: Schema, isAsked: boolean): CodeMirror.Hints | undefined {
  const cursor = editor.indexFromPos(editor.getCursor());
  const completion = complete(editor.getValue(), cursor, schema);
  const typed = editor.getRange(editor.posFromIndex(completion.start), editor.posFromIndex(completion.end));
  const [first] = completion.suggestions;
  // Nothing is left to complete: Enter should make a new line again.
  if (!first || (!isAsked && completion.suggestions.length === 1 && first.label === typed)) return undefined;
  const list = completion.suggestions.map((suggestion): SuggestionHint => ({
    suggestion, text: suggestion.text, displayText: suggestion.label,
    render: (element) => render(element, suggestion),
  }));
  const found = { list, from: editor.posFromIndex(completion.start), to: editor.posFromIndex(completion.end) };
  CodeMirror.on(found, "shown", () => describeList());
  return found;
}

function render(element: HTMLElement, suggestion: Suggestion): void {
  const piece = (className: string, text: string) => {
    const span = document.createElement("span");
    span.className = className;
    span.textContent = text;
    element.append(span);
  };
  element.classList.toggle("deprecated", suggestion.isDeprecated === true);
  piece("hint-label", suggestion.label);
  if (suggestion.isDeprecated) piece("hint-deprecated", texts.explorer.deprecated);
  piece("hint-detail", suggestion.detail);
  if (suggestion.description) piece("hint-description", suggestion.description.split("\n")[0] ?? "");
}

/** The add-on's list has no name, and an attribute that a list may not have. */
function describeList(): void {
  const list = document.querySelector(".CodeMirror-hints");
  list?.removeAttribute("aria-expanded");
  list?.setAttribute("aria-label", texts.explorer.suggestions);
}
