import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type RefObject } from "react";
import type { ConnectorState } from "documents/stations/stations";
import { StatusBadge } from "../components/StatusBadge";
import { isShortcut } from "../components/shortcuts";
import { clock } from "../format/time";
import { navigate } from "../router/address";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";
import { percent, share, type Block, type Day } from "./calendar";

export interface Lane {
  readonly key: string;
  readonly station: { readonly id: string; readonly chargePointId: string };
  /** 0: whichever connector is free. */
  readonly number: number;
  readonly connector: ConnectorState | undefined;
  readonly blocks: readonly Block[];
  /** The reader may keep it free. */
  readonly mayReserve: boolean;
}

interface DayGridProps {
  readonly day: Day;
  readonly now: number;
  readonly lanes: readonly Lane[];
  readonly isBusy: boolean;
  readonly onOpen: (reservation: string) => void;
  readonly onDay: (days: number) => void;
  readonly onReserve?: (at: { station: string; connector: number; until: string }) => void;
}

const slotLength = 30 * 60_000;
/** Blocks that are shorter show no text. */
const shortest = 50 * 60_000;

interface Place {
  readonly lane: number;
  readonly slot: number;
}

/** Lanes and hours. One of its cells is the reader's place, which arrows move. */
export function DayGrid(props: DayGridProps) {
  const { day, now, lanes, isBusy } = props;
  const isToday = now >= day.start && now < day.end;
  const [place, setPlace] = useState<Place>({ lane: 0, slot: isToday ? Math.floor((now - day.start) / slotLength) : 18 });
  const cell = useRef<HTMLButtonElement>(null);
  const hasMoved = useRef(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hasMoved.current) cell.current?.focus();
    hasMoved.current = false;
  }, [place]);
  useEffect(() => {
    const grid = box.current;
    if (grid && isToday) grid.scrollLeft = grid.scrollWidth * share(Date.now() - 4 * 3_600_000, day);
  }, [day, isToday]);
  const at: Place = { lane: Math.min(place.lane, lanes.length - 1), slot: place.slot };
  const keys = (event: KeyboardEvent) => {
    const next = moved(event.key, at, lanes.length, Math.round((day.end - day.start) / slotLength));
    if (next) {
      event.preventDefault();
      hasMoved.current = true;
      setPlace(next);
    } else if (event.key === "PageUp" || event.key === "PageDown") {
      event.preventDefault();
      props.onDay(event.key === "PageUp" ? -1 : 1);
    } else if (event.key === "n" && isShortcut(event)) {
      event.preventDefault();
      reserveAt(props, at);
    }
  };
  return (
    <div className="calendar-scroll" ref={box}>
      <div className="calendar" role="grid" aria-label={texts.reservations.calendar} aria-busy={isBusy} onKeyDown={keys}>
        <HourRow day={day} now={isToday ? now : undefined} />
        {lanes.map((lane, index) => (
          <LaneRow key={lane.key} {...props} lane={lane} now={now} slot={index === at.lane ? at.slot : undefined} cell={cell}
            onPlace={(slot) => setPlace({ lane: index, slot })} />
        ))}
      </div>
    </div>
  );
}

function moved(key: string, { lane, slot }: Place, lanes: number, slots: number): Place | undefined {
  switch (key) {
    case "ArrowUp": return { lane: Math.max(0, lane - 1), slot };
    case "ArrowDown": return { lane: Math.min(lanes - 1, lane + 1), slot };
    case "ArrowLeft": return { lane, slot: Math.max(0, slot - 1) };
    case "ArrowRight": return { lane, slot: Math.min(slots - 1, slot + 1) };
    case "Home": return { lane, slot: 0 };
    case "End": return { lane, slot: slots - 1 };
    default: return undefined;
  }
}

function reserveAt({ lanes, day, now, onReserve }: DayGridProps, { lane, slot }: Place): void {
  const found = lanes[lane];
  if (!found?.mayReserve || !onReserve) return;
  const end = day.start + (slot + 1) * slotLength;
  const until = end > now ? end : Math.ceil((now + 4 * slotLength) / slotLength) * slotLength;
  onReserve({ station: found.station.id, connector: found.number, until: new Date(until).toISOString() });
}

function HourRow({ day, now }: { day: Day; now: number | undefined }) {
  const hours: number[] = [];
  for (let at = day.start; at < day.end; at += 2 * 3_600_000) hours.push(at);
  // Where the time of the moment stands, there is no place for another.
  const isNear = (at: number) => now !== undefined && at - now < 45 * 60_000 && now - at < 95 * 60_000;
  return (
    <div role="row" className="calendar-hours">
      <div role="columnheader" className="calendar-name">{texts.reservations.connector}</div>
      <div role="columnheader" className="calendar-lane" aria-label={texts.reservations.hours}>
        {hours.filter((at) => !isNear(at)).map((at) => (
          <span key={at} className="calendar-hour figures" style={{ left: percent(share(at, day)) }}>{clock(new Date(at))}</span>
        ))}
        {now !== undefined && (
          <span className="calendar-now-time figures" style={{ left: percent(share(now, day)) }}>{clock(new Date(now))}</span>
        )}
      </div>
    </div>
  );
}

interface LaneRowProps extends DayGridProps {
  readonly lane: Lane;
  readonly slot: number | undefined;
  readonly cell: RefObject<HTMLButtonElement>;
  readonly onPlace: (slot: number) => void;
}

function LaneRow(props: LaneRowProps) {
  const { day, now, lane, slot, cell, onOpen, onPlace } = props;
  const { station, number, connector, blocks } = lane;
  const name = `${station.chargePointId} · ${number === 0 ? texts.reservations.anyConnector : number}`;
  const open = (block: Block) => (block.reservation ? onOpen(block.reservation)
    : navigate(`/sessions/${encodeURIComponent(block.session ?? "")}`));
  const reserve = (event: MouseEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const at = Math.floor(((event.clientX - left) / width) * ((day.end - day.start) / slotLength));
    onPlace(at);
    if (day.start + (at + 1) * slotLength > now) reserveAt({ ...props, lanes: [lane] }, { lane: 0, slot: at });
  };
  return (
    <div role="row" className="calendar-row">
      <div role="rowheader" className="calendar-name">
        <Link className="id" href={`/stations/${encodeURIComponent(station.chargePointId)}`}>{name}</Link>
        {connector && <StatusBadge status={connector.status} isStale={connector.isStale} isBare />}
      </div>
      <div role="gridcell" className="calendar-lane" onClick={reserve}>
        {blocks.map((block) => <BlockButton key={block.key} block={block} day={day} onOpen={() => open(block)} />)}
        {slot !== undefined && <PlaceButton {...props} name={name} slot={slot} cell={cell} open={open} />}
        {now >= day.start && now < day.end && <i className="calendar-now" style={{ left: percent(share(now, day)) }} aria-hidden="true" />}
      </div>
    </div>
  );
}

function BlockButton({ block, day, onOpen }: { block: Block; day: Day; onOpen: () => void }) {
  const { kind, from, to, title, detail } = block;
  const left = share(from, day);
  const words = `${title}, ${detail}, ${clock(new Date(from))}–${clock(new Date(to))}`;
  return (
    <button
      type="button" tabIndex={-1} className={`block ${kind}`} title={words} aria-label={words} onClick={onOpen}
      style={{ left: percent(left), width: percent(share(to, day) - left) }}
    >
      {to - from >= shortest && <><b>{title}</b><span>{detail}</span></>}
    </button>
  );
}

function PlaceButton({ name, slot, day, lane, cell, open, ...props }: LaneRowProps & {
  readonly name: string;
  readonly slot: number;
  readonly open: (block: Block) => void;
}) {
  const from = day.start + slot * slotLength;
  const here = lane.blocks.filter((block) => block.from < from + slotLength && block.to > from);
  const what = here.length > 0 ? here.map(({ title, detail }) => `${title}, ${detail}`).join("; ") : texts.reservations.free;
  return (
    <button
      ref={cell} type="button" className="calendar-place" aria-label={`${name}, ${clock(new Date(from))}: ${what}`}
      style={{ left: percent(share(from, day)), width: percent(slotLength / (day.end - day.start)) }}
      onClick={() => {
        const [block] = here;
        if (block) open(block);
        else reserveAt({ ...props, day, lanes: [lane] }, { lane: 0, slot });
      }}
    />
  );
}
