/** Underlines problems in the editor's text, and shows a sign beside their lines. */
import type { Problem } from "../graphql/validation";
import type { CodeMirror } from "./codeMirror";

export class Marks {
  private marks: CodeMirror.TextMarker[] = [];

  constructor(private readonly editor: CodeMirror.Editor) {}

  show(problems: readonly Problem[]): void {
    this.editor.operation(() => {
      this.marks.forEach((mark) => mark.clear());
      this.editor.clearGutter(gutter);
      this.marks = problems.map((problem) => this.mark(problem));
    });
    const hasErrors = problems.some((problem) => problem.severity === "error");
    this.editor.getInputField().setAttribute("aria-invalid", String(hasErrors));
  }

  private mark(problem: Problem): CodeMirror.TextMarker {
    const from = this.editor.posFromIndex(problem.start);
    let to = this.editor.posFromIndex(problem.end);
    if (from.line !== to.line) to = { line: from.line, ch: this.editor.getLine(from.line).length };
    // The end of the text has no letter to underline; the one before it stands in.
    if (from.line === to.line && from.ch >= to.ch) from.ch = Math.max(0, from.ch - 1);
    const sign = document.createElement("span");
    sign.className = `problem-sign ${problem.severity}`;
    sign.title = problem.message;
    this.editor.setGutterMarker(from.line, gutter, sign);
    return this.editor.markText(from, to, {
      className: `problem-mark ${problem.severity}`, attributes: { title: problem.message },
    });
  }
}

export const gutter = "problem-gutter";
