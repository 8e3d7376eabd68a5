import { useState } from "react";
import { Button, IconButton } from "../components/Button";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { texts } from "./texts/texts";
import { titleOf, type HistoryEntry } from "./history";

interface HistoryPanelProps {
  readonly entries: readonly HistoryEntry[];
  readonly onOpen: (entry: HistoryEntry) => void;
  readonly onChange: (entries: HistoryEntry[]) => void;
  readonly onClose?: () => void;
}

export function HistoryPanel({ entries, onOpen, onChange, onClose }: HistoryPanelProps) {
  const [isClearing, setClearing] = useState(false);
  return (
    <aside className="pane side-pane history" aria-labelledby="history-title">
      <header className="pane-head">
        <h2 id="history-title">{texts.history.title}</h2>
        {onClose && <IconButton className="push" icon="close" label={texts.close} onClick={onClose} />}
      </header>
      {entries.length === 0 ? (
        <div className="empty">
          <h3>{texts.history.emptyTitle}</h3>
          <p>{texts.history.empty}</p>
        </div>
      ) : (
        <>
          <ul className="history-list">
            {entries.map((entry) => <Entry key={`${entry.at} ${entry.query}`} entry={entry} onOpen={onOpen}
              onRemove={() => onChange(entries.filter((each) => each !== entry))} />)}
          </ul>
          <footer className="pane-foot between">
            <p className="hint">{texts.history.note}</p>
            <Button kind="plain" className="small" icon="bin" onClick={() => setClearing(true)}>
              {texts.history.clear}
            </Button>
          </footer>
        </>
      )}
      {isClearing && (
        <ConfirmDialog title={texts.history.clearTitle} action={texts.history.clear} kind="danger"
          onCancel={() => setClearing(false)} onConfirm={() => {
            setClearing(false);
            onChange([]);
          }}>
          <p>{texts.history.clearBody(entries.length)}</p>
        </ConfirmDialog>
      )}
    </aside>
  );
}

function Entry({ entry, onOpen, onRemove }: {
  entry: HistoryEntry; onOpen: (entry: HistoryEntry) => void; onRemove: () => void;
}) {
  const title = titleOf(entry.query);
  const at = new Date(entry.at);
  return (
    <li>
      <button
        type="button" className="history-entry" onClick={() => onOpen(entry)} aria-label={texts.history.open(title)}
      >
        <span className="history-title">{title}</span>
        <time dateTime={at.toISOString()}>{dayAndTime(at)}</time>
        <code className="history-query">{entry.query.replace(/\s+/g, " ").slice(0, 160)}</code>
      </button>
      <IconButton icon="close" label={texts.history.remove(title)} onClick={onRemove} />
    </li>
  );
}

function dayAndTime(at: Date): string {
  const now = new Date();
  const time = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (at.toDateString() === now.toDateString()) return `${texts.history.today} ${time}`;
  const isThisYear = at.getFullYear() === now.getFullYear();
  const day = at.toLocaleDateString("en-GB", {
    day: "numeric", month: "short", ...(!isThisYear && { year: "numeric" }),
  });
  return `${day} ${time}`;
}
