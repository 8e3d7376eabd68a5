import { useEffect, useRef, useState } from "react";
import { IconButton } from "../components/Button";
import { Icon } from "../components/Icon";
import { texts } from "./texts/texts";
import type { CodeMirror } from "./codeMirror";

/** Counting stops here: nobody steps through more. */
const mostMatches = 1000;

interface Match {
  readonly from: CodeMirror.Position;
  readonly to: CodeMirror.Position;
}

/** Finds in a text of which only the visible lines are in the page, where the browser's own search does not see it. */
export function FindBar({ editor, text }: { editor: CodeMirror.Editor | undefined; text: string }) {
  const [wanted, setWanted] = useState("");
  const [matches, setMatches] = useState<readonly Match[]>([]);
  const [at, setAt] = useState(0);
  const marks = useRef<CodeMirror.TextMarker[]>([]);

  useEffect(() => {
    const found = editor && wanted !== "" ? find(editor, wanted) : [];
    setMatches(found);
    setAt(0);
  }, [editor, text, wanted]);

  useEffect(() => {
    marks.current.forEach((mark) => mark.clear());
    const match = matches[at];
    if (!editor || !match) return;
    marks.current = [editor.markText(match.from, match.to, { className: "found" })];
    editor.scrollIntoView(match, 60);
  }, [editor, matches, at]);

  const step = (by: number) => {
    if (matches.length > 0) setAt((at + by + matches.length) % matches.length);
  };
  return (
    <div className="find-bar" role="search">
      <label className="field-with-icon">
        <Icon name="search" />
        <span className="visually-hidden">{texts.result.find}</span>
        <input
          type="search" placeholder={texts.result.find} value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            step(event.shiftKey ? -1 : 1);
          }}
        />
      </label>
      {wanted !== "" && (
        <>
          <span className="meta" role="status">{place(matches, at)}</span>
          <IconButton icon="up" label={texts.result.findPrevious} onClick={() => step(-1)} />
          <IconButton icon="down" label={texts.result.findNext} onClick={() => step(1)} />
        </>
      )}
    </div>
  );
}

function place(matches: readonly Match[], at: number): string {
  if (matches.length === 0) return texts.result.noMatch;
  if (matches.length >= mostMatches) return texts.result.manyMatches(at + 1);
  return texts.result.matches(at + 1, matches.length);
}

function find(editor: CodeMirror.Editor, wanted: string): Match[] {
  const cursor = editor.getSearchCursor(wanted, { line: 0, ch: 0 }, true);
  const found: Match[] = [];
  while (found.length < mostMatches && cursor.findNext()) found.push({ from: cursor.from(), to: cursor.to() });
  return found;
}
