import { memo, useEffect, useLayoutEffect, useRef, useState } from "react";
import { prettyJSON } from "../api/prettyJSON";
import { Button } from "../components/Button";
import { Icon } from "../components/Icon";
import { Note } from "../components/Note";
import { texts } from "./texts/texts";
import type { StreamedEvent } from "./eventLog";
import type { Outcome } from "./useRun";

type Stream = Extract<Outcome, { kind: "stream" }>;

/** A subscription's events as they come, and how its connection is. */
export function EventStream({ stream, onClear }: { stream: Stream; onClear: () => void }) {
  const { events, total, state } = stream;
  return (
    <div className="stream">
      <div className="result-bar">
        <StreamState stream={stream} />
        <span className="meta">
          {events.length < total ? texts.stream.shown(events.length, total) : texts.stream.events(total)}
        </span>
        {stream.reconnects > 0 && <span className="meta">{texts.stream.reconnects(stream.reconnects)}</span>}
        {events.length > 0 && (
          <Button kind="plain" className="small push" onClick={onClear}>{texts.stream.clear}</Button>
        )}
      </div>
      {state.kind === "failed" && <Note kind="danger" isAlert>{state.message}</Note>}
      {events.length === 0
        ? state.kind !== "failed" && <p className="empty-line">{texts.stream.waiting}</p>
        : <EventList events={events} />}
    </div>
  );
}

function EventList({ events }: { events: readonly StreamedEvent[] }) {
  const list = useRef<HTMLDivElement>(null);
  const [isFollowing, setFollowing] = useState(true);
  const last = events[events.length - 1]?.number;
  useLayoutEffect(() => {
    if (isFollowing && list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [last, isFollowing]);
  return (
    <>
      <div
        className="event-list" ref={list} tabIndex={0} role="region" aria-label={texts.stream.list}
        onScroll={({ currentTarget: box }) => setFollowing(box.scrollHeight - box.scrollTop - box.clientHeight < 24)}
      >
        <ol>{events.map((event) => <EventRow key={event.number} event={event} />)}</ol>
      </div>
      {!isFollowing && (
        <Button className="small latest" icon="down" onClick={() => setFollowing(true)}>{texts.stream.latest}</Button>
      )}
    </>
  );
}

const EventRow = memo(function EventRow({ event }: { event: StreamedEvent }) {
  const [isOpen, setOpen] = useState(false);
  const at = new Date(event.at);
  return (
    <li className={event.hasErrors ? "event failed" : "event"}>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <Icon name="chevron" />
          <time dateTime={at.toISOString()}>{clockTime(at)}</time>
          <span className="event-number">{event.number}</span>
          <code className="event-preview">{preview(event.text)}</code>
        </summary>
        {isOpen && <pre tabIndex={0} aria-label={texts.stream.expand}>{prettyJSON(event.text)}</pre>}
      </details>
    </li>
  );
});

function StreamState({ stream: { state } }: { stream: Stream }) {
  const [now, setNow] = useState(Date.now);
  const isWaiting = state.kind === "reconnecting";
  useEffect(() => {
    if (!isWaiting) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isWaiting]);
  const seconds = isWaiting ? Math.ceil((state.at - now) / 1000) : 0;
  const words = isWaiting
    ? seconds > 0 ? texts.stream.reconnecting(seconds) : texts.stream.reconnectingNow
    : texts.stream[state.kind];
  return (
    <>
      <span className={`live ${state.kind === "live" ? "is-live" : state.kind}`} aria-hidden="true">{words}</span>
      {/* The seconds are not read out, only that the state is another. */}
      <span className="visually-hidden" role="status">{isWaiting ? texts.stream.reconnectingNow : words}</span>
    </>
  );
}

/** The time of day with milliseconds, as logs have it. */
export function clockTime(at: Date): string {
  const digits = (number: number, length: number) => String(number).padStart(length, "0");
  const clock = [at.getHours(), at.getMinutes(), at.getSeconds()].map((number) => digits(number, 2)).join(":");
  return `${clock}.${digits(at.getMilliseconds(), 3)}`;
}

/** What the one field of a subscription says, on one line: its name is the same in every event. */
function preview(text: string): string {
  return text.slice(0, 400).replace(/^\{"data":\{"\w+":/, "").replace(/\}\}$/, "");
}
