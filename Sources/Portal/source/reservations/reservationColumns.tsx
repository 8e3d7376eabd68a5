import type { ReservationRow } from "documents/reservations/reservations";
import { ChargerText } from "../components/ChargerText";
import { LiveValue } from "../components/LiveValue";
import { Time } from "../components/Time";
import { nothing } from "../format/quantity";
import { Link } from "../router/Link";
import type { Column } from "../table/columns";
import { texts } from "../texts/texts";
import { ReservationBadge } from "./ReservationBadge";

export function reservationColumns(onOpen: (id: string) => void): readonly Column<ReservationRow>[] {
  const { reservations, stations } = texts;
  return [
    {
      id: "number", label: reservations.number, isName: true, onPhone: "plain",
      cell: (row) => (
        <>
          <button type="button" className="link strong ids" onClick={() => onOpen(row.id)}>{holderOf(row)}</button>
          <span className="under">{reservations.numbered(row.reservationId)}</span>
        </>
      ),
    },
    {
      id: "connector", label: reservations.connector, onPhone: "plain",
      cell: (row) => <PlaceLink row={row} />,
    },
    {
      id: "status", label: texts.sessions.status, onPhone: "plain",
      cell: (row) => <LiveValue value={`${row.status} ${row.reason ?? ""}`}><ReservationBadge reservation={row} /></LiveValue>,
    },
    { id: "until", label: reservations.until, cell: ({ expiresAt }) => <Time at={expiresAt} /> },
    { id: "requested", label: reservations.since, cell: ({ requestedAt }) => <Time at={requestedAt} />, onPhone: "hidden" },
    { id: "ended", label: reservations.ended, cell: ({ endedAt }) => <Time at={endedAt} />, onPhone: "hidden" },
    { id: "tag", label: texts.sessions.tag, onPhone: "hidden", cell: ({ idTag }) => <ChargerText text={idTag} /> },
    {
      id: "by", label: reservations.by, onPhone: "hidden",
      cell: ({ createdBy }) => personOf(createdBy) ?? <span className="unit">{nothing}</span>,
    },
    {
      id: "place", label: stations.station, isExtra: true,
      cell: ({ station }) => station.description ?? <span className="unit">{nothing}</span>,
    },
  ];
}

function PlaceLink({ row: { station, connectorNumber } }: { row: ReservationRow }) {
  return (
    <>
      <Link className="id" href={`/stations/${encodeURIComponent(station.chargePointId)}`}>{station.chargePointId}</Link>
      {" · "}{connectorNumber === 0 ? texts.reservations.anyConnector : connectorNumber}
    </>
  );
}

interface Named {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email?: string;
}

export function personOf(person: Named | null | undefined): string | undefined {
  if (!person) return undefined;
  const name = [person.firstName, person.lastName].filter(Boolean).join(" ");
  return name !== "" ? name : person.email;
}

/** For whom: the person, the alias of the tag, or what is written on it. */
export function holderOf({ tag, idTag }: Pick<ReservationRow, "tag" | "idTag">): string {
  return personOf(tag?.user) ?? tag?.alias ?? idTag;
}
