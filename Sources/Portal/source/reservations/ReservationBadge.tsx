import type { ReservationReason, ReservationStatus } from "documents/schema";
import { Badge } from "../components/StatusBadge";
import type { Shape } from "../components/StatusIcon";
import { texts } from "../texts/texts";

const shapes: Record<ReservationStatus, Shape> = {
  REQUESTED: "unknown", ACTIVE: "reserved", USED: "finishing", EXPIRED: "offline", CANCELLED: "unavailable", REFUSED: "faulted",
};

interface Told {
  readonly status: ReservationStatus;
  readonly reason: ReservationReason | null;
}

/** How a reservation stands, in one word. */
export function reservationWord({ status, reason }: Told): string {
  return reason === "NO_SHOW" ? texts.reservations.noShow : texts.reservations.status[status];
}

export function ReservationBadge({ reservation, isBare = false }: { reservation: Told; isBare?: boolean }) {
  return <Badge shape={shapes[reservation.status]} isBare={isBare}>{reservationWord(reservation)}</Badge>;
}

export function isLive({ status }: Pick<Told, "status">): boolean {
  return status === "REQUESTED" || status === "ACTIVE";
}
