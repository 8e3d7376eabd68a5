import { useEffect, useRef } from "react";
import { CodeMirror, describeField, sharedOptions } from "./codeMirror";

interface EditorProps {
  readonly label: string;
  readonly value: string;
  readonly mode: CodeMirror.EditorConfiguration["mode"];
  readonly options?: CodeMirror.EditorConfiguration;
  readonly isReadOnly?: boolean;
  readonly onChange?: (value: string) => void;
  /** Gets the editor once it is there, for marks, suggestions and keys; what it returns is called at the end. */
  readonly onReady?: (editor: CodeMirror.Editor) => (() => void) | void;
}

/** A CodeMirror that React mounts once and then only tells what changed. */
export function Editor({ label, value, mode, options, isReadOnly = false, onChange, onReady }: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeMirror.Editor>();
  const latest = useRef({ onChange, onReady, value });
  latest.current = { onChange, onReady, value };

  useEffect(() => {
    if (!place.current) return undefined;
    const made = CodeMirror(place.current, {
      ...sharedOptions, mode, value: latest.current.value, readOnly: isReadOnly,
      // Tab goes to the next control: the keyboard is never caught.
      ...options,
      extraKeys: { Tab: false, "Shift-Tab": false, ...(options?.extraKeys as CodeMirror.KeyMap | undefined) },
    });
    editor.current = made;
    made.on("renderLine", hang);
    describeField(made, label, isReadOnly);
    made.on("changes", () => latest.current.onChange?.(made.getValue()));
    const end = latest.current.onReady?.(made);
    const watcher = new ResizeObserver(() => made.refresh());
    watcher.observe(place.current);
    return () => {
      watcher.disconnect();
      end?.();
      made.getWrapperElement().remove();
      editor.current = undefined;
    };
    // The options of an editor do not change while it lives.
  }, []);

  useEffect(() => {
    const made = editor.current;
    if (!made || made.getValue() === value) return;
    made.setValue(value);
    if (!isReadOnly) made.clearHistory();
  }, [value, isReadOnly]);

  return <div className="editor" ref={place} />;
}

/** What does not fit on a line goes on below its beginning, a little further in, instead of at the margin. */
function hang(editor: CodeMirror.Editor, line: CodeMirror.LineHandle, element: HTMLElement): void {
  const columns = line.text.search(/[^ ]|$/) + 2;
  const indent = Math.min(columns, 24) * editor.defaultCharWidth();
  element.style.textIndent = `-${indent}px`;
  element.style.paddingLeft = `${indent + 4}px`;
}
