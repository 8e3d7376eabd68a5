import { useState } from "react";
import { CancelReservation, Reservation, ReservationRowChanged, type ReservationRow } from "documents/reservations/reservations";
import { useMutation, useQuery, useSubscription } from "../api/hooks";
import { Button } from "../components/Button";
import { Facts } from "../components/Card";
import { ChargerText } from "../components/ChargerText";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { Drawer } from "../components/Drawer";
import { Note } from "../components/Note";
import { Empty, FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { OperationProgress } from "../operations/OperationProgress";
import { useParameters } from "../router/address";
import { Link } from "../router/Link";
import { mayReserveAt } from "../stations/borrowed";
import { texts } from "../texts/texts";
import { isLive, ReservationBadge } from "./ReservationBadge";
import { holderOf, personOf } from "./reservationColumns";

/** One reservation: what it is, what was asked of the station for it, and how to give it up. */
export function ReservationDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, fault, refetch } = useQuery(Reservation, { id });
  const reservation = data?.reservation;
  useSubscription(ReservationRowChanged, reservation ? { stationIds: [reservation.station.id] } : undefined);
  return (
    <Drawer title={reservation ? holderOf(reservation) : texts.reservations.one} onClose={onClose}>
      {fault && <FaultNote fault={fault} onRetry={() => void refetch()} />}
      {!data && !fault && <p className="unit" role="status">{texts.loading}</p>}
      {reservation === null && <Empty title={texts.notFound.title} body={texts.notFound.body} />}
      {reservation && <Details reservation={reservation} />}
    </Drawer>
  );
}

function Details({ reservation }: { reservation: ReservationRow }) {
  const { reservations } = texts;
  const { station, connectorNumber, reason, operation, session: usedBy } = reservation;
  return (
    <>
      <div><ReservationBadge reservation={reservation} /></div>
      {reason && <Note kind={reservation.status === "REFUSED" ? "danger" : "info"}>{reservations.reasons[reason]}</Note>}
      {reservation.status === "REQUESTED" && <Note kind="warning">{reservations.inDoubt}</Note>}
      <Facts facts={[
        [texts.stations.station, <Link className="id" href={`/stations/${encodeURIComponent(station.chargePointId)}`}>{station.chargePointId}</Link>],
        [reservations.connector, connectorNumber === 0 ? reservations.anyConnector : connectorNumber],
        [texts.sessions.tag, <ChargerText text={reservation.idTag} />],
        [reservations.parentTag, reservation.parentIdTag && <ChargerText text={reservation.parentIdTag} />],
        [reservations.since, <Time at={reservation.requestedAt} />],
        [reservations.until, <Time at={reservation.expiresAt} />],
        [reservations.ended, reservation.endedAt && <Time at={reservation.endedAt} />],
        [reservations.usedBy, usedBy && <Link href={`/sessions/${encodeURIComponent(usedBy.id)}`}>{usedBy.transactionId}</Link>],
        [reservations.by, personOf(reservation.createdBy)],
        [reservations.number, reservation.reservationId],
      ]} />
      {operation && <OperationProgress key={operation.id} operation={operation} />}
      {isLive(reservation) && mayReserveAt(reservation.station) && <Actions reservation={reservation} />}
    </>
  );
}

function Actions({ reservation }: { reservation: ReservationRow }) {
  const { reservations } = texts;
  const [, set] = useParameters();
  const [isAsking, setAsking] = useState(false);
  const { run, isSending, fault } = useMutation(CancelReservation);
  const { id, station, connectorNumber, expiresAt, idTag } = reservation;
  const cancel = () => {
    setAsking(false);
    void run({ input: { reservationId: id, wait: false } });
  };
  return (
    <>
      {fault && <FaultNote fault={fault} />}
      <div className="button-row">
        <Button icon="edit" onClick={() => set({ new: station.id, connector: connectorNumber, until: expiresAt, for: idTag, replace: id })}>
          {reservations.change}
        </Button>
        <Button kind="danger" disabled={isSending} onClick={() => setAsking(true)}>{reservations.cancel}</Button>
      </div>
      {isAsking && (
        <ConfirmDialog title={reservations.cancelTitle(holderOf(reservation))} action={reservations.cancel} kind="danger"
          onConfirm={cancel} onCancel={() => setAsking(false)}>
          <p>{reservations.cancelBody(station.chargePointId)}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
