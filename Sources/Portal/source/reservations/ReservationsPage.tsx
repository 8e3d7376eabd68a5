import { useState } from "react";
import { LentStations } from "documents/pickers/pickers";
import { useQuery } from "../api/hooks";
import { useParameters } from "../router/address";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { PageHead } from "../components/PageHead";
import { TabPanel, Tabs } from "../components/Tabs";
import { useMediaQuery } from "../components/useMediaQuery";
import { mayReserveAt } from "../stations/borrowed";
import { useTableState } from "../table/useTableState";
import { texts } from "../texts/texts";
import { DayCalendar } from "./DayCalendar";
import { QueueView } from "./QueueView";
import { ReservationDrawer } from "./ReservationDrawer";
import { ReservationList } from "./ReservationList";
import { ReserveDialog } from "./ReserveDialog";

const filters = ["station", "status", "tag", "from", "to", "g"];

/** What is kept free for whom, as a day or, on a telephone, as a list alone; and who waits for what is not free. */
export default function ReservationsPage() {
  return session.may("OPERATE_STATION") ? <Reservations mayReserve /> : <ForGuests />;
}

/** Who operates nothing reserves where something is lent. */
function ForGuests() {
  const { data } = useQuery(LentStations, {}, { isStill: true });
  return <Reservations mayReserve={data?.stations.nodes.some(mayReserveAt) ?? false} />;
}

function Reservations({ mayReserve }: { readonly mayReserve: boolean }) {
  const [parameters, set] = useParameters();
  const isPhone = useMediaQuery("(max-width: 639px)");
  const state = useTableState({ filters, sort: "-requested" });
  const wanted = parameters.get("view");
  const view = wanted === "queue" ? "queue" : isPhone || wanted === "list" ? "list" : "day";
  const [made, setMade] = useState(0);
  const { reservations } = texts;
  const open = parameters.get("open");
  const show = (id: string) => set({ open: id });
  const reserve = (at: { station: string; connector: number; until: string } | undefined) =>
    set({ new: at?.station ?? "1", connector: at?.connector, until: at?.until, open: undefined });
  return (
    <>
      <PageHead hasTimes title={reservations.title} lead={view === "queue" ? texts.queue.lead : reservations.lead} isLive actions={mayReserve && (
        <Button kind="primary" icon="plus" onClick={() => reserve(undefined)}>{reservations.make}</Button>
      )} />
      <section className="reservations">
        <Tabs label={reservations.views} name="reservations" selected={view} tabs={[
          ...(isPhone ? [] : [{ id: "day", label: reservations.day } as const]), { id: "list", label: reservations.list },
          { id: "queue", label: texts.queue.title },
        ]} onSelect={(id) => set({ view: id === (isPhone ? "list" : "day") ? undefined : id, after: undefined, p: undefined, q: undefined })} />
        {!isPhone && (
          <TabPanel name="reservations" id="day" selected={view}>
            <DayCalendar state={state} onOpen={show} {...(mayReserve && { onReserve: reserve })} />
          </TabPanel>
        )}
        <TabPanel name="reservations" id="list" selected={view}>
          <ReservationList state={state} made={made} onOpen={show} onMake={mayReserve ? () => reserve(undefined) : undefined} />
        </TabPanel>
        <TabPanel name="reservations" id="queue" selected={view}><QueueView /></TabPanel>
      </section>
      {open && <ReservationDrawer key={open} id={open} onClose={() => set({ open: undefined })} />}
      {mayReserve && parameters.has("new") && (
        <ReserveDialog
          station={stationOf(parameters)} connector={Number(parameters.get("connector") ?? 1)} until={parameters.get("until")}
          replaces={parameters.get("replace") ?? undefined} tag={parameters.get("for") ?? ""}
          onMade={() => setMade((count) => count + 1)}
          onClose={() => set({ new: undefined, connector: undefined, until: undefined, replace: undefined, for: undefined }, "replace")}
        />
      )}
    </>
  );
}

function stationOf(parameters: URLSearchParams): string | undefined {
  const station = parameters.get("new");
  return station === null || station === "1" ? undefined : station;
}
