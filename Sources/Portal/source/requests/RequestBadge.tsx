import type { ServiceRequestState } from "documents/schema";
import type { RequestRow } from "documents/requests/requests";
import { Badge } from "../components/StatusBadge";
import type { Shape } from "../components/StatusIcon";
import { texts } from "../texts/texts";

export const states: readonly ServiceRequestState[] = ["OPEN", "WAITING", "SOLVED"];

const shapes: Record<ServiceRequestState, Shape> = { OPEN: "preparing", WAITING: "reserved", SOLVED: "finishing" };

/** How a request stands, in one word. */
export function RequestBadge({ state, isBare = false }: { readonly state: ServiceRequestState; readonly isBare?: boolean }) {
  return <Badge shape={shapes[state]} isBare={isBare}>{texts.requests.states[state]}</Badge>;
}

/** Who it was, as far as the reader may know. */
export function personName(person: RequestRow["createdBy"]): string {
  if (!person) return texts.requests.somebody;
  return [person.firstName, person.lastName].filter(Boolean).join(" ") || person.email;
}
