import { useEffect, useRef } from "react";
import type { Schema } from "../graphql/schema";
import type { Problem } from "../graphql/validation";
import { texts } from "./texts/texts";
import { Editor } from "./Editor";
import type { CodeMirror } from "./codeMirror";
import { callsForSuggestions, suggest } from "./hints";
import { Marks, gutter } from "./marks";

interface QueryEditorProps {
  readonly value: string;
  readonly schema: Schema | undefined;
  readonly problems: readonly Problem[];
  readonly onChange: (value: string) => void;
  readonly onCursor: (offset: number) => void;
  readonly onRun: () => void;
  readonly onPrettify: () => void;
  /** Lets the page move the cursor to a place in the text. */
  readonly onReady: (goTo: (offset: number) => void) => void;
}

export function QueryEditor(props: QueryEditorProps) {
  const latest = useRef(props);
  latest.current = props;
  const marks = useRef<Marks>();

  useEffect(() => marks.current?.show(props.problems), [props.problems]);

  const prepare = (editor: CodeMirror.Editor) => {
    marks.current = new Marks(editor);
    marks.current.show(latest.current.problems);
    editor.on("inputRead", (_, change) => {
      if (callsForSuggestions(change.text[change.text.length - 1] ?? "")) suggest(editor, latest.current.schema, false);
    });
    editor.on("cursorActivity", () => latest.current.onCursor(editor.indexFromPos(editor.getCursor())));
    latest.current.onReady((offset) => {
      editor.focus();
      editor.setCursor(editor.posFromIndex(offset));
      editor.scrollIntoView(null, 40);
    });
  };

  return (
    <Editor
      label={texts.explorer.queryLabel} value={props.value} mode="graphql" onChange={props.onChange} onReady={prepare}
      options={{
        matchBrackets: true, autoCloseBrackets: true, foldGutter: true,
        gutters: [gutter, "CodeMirror-linenumbers", "CodeMirror-foldgutter"],
        extraKeys: {
          "Ctrl-Space": (editor: CodeMirror.Editor) => suggest(editor, latest.current.schema, true),
          "Ctrl-Enter": () => latest.current.onRun(),
          "Cmd-Enter": () => latest.current.onRun(),
          "Shift-Ctrl-P": () => latest.current.onPrettify(),
          "Shift-Ctrl-F": () => latest.current.onPrettify(),
          "Ctrl-/": "toggleComment",
          "Cmd-/": "toggleComment",
        },
      }}
    />
  );
}
