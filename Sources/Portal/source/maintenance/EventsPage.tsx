import { useMemo } from "react";
import { StationEvents, type StationEventsData } from "documents/maintenance/maintenance";
import type { StationEventKind } from "documents/schema";
import { useQuery } from "../api/hooks";
import { ChargerText } from "../components/ChargerText";
import { PageHead } from "../components/PageHead";
import { Time } from "../components/Time";
import { DataTable } from "../table/DataTable";
import { ExportButton } from "../table/ExportButton";
import { exportParameters } from "../table/exportParameters";
import type { Column } from "../table/columns";
import { ChoiceFilter } from "../table/filters";
import { useTableState, type TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { Words } from "../stations/stationColumns";
import { ChooseStation, StationChoice } from "./OfStation";

const filters = ["kind"];
const kinds: readonly StationEventKind[] = [
  "DIAGNOSTICS_STATUS", "FIRMWARE_STATUS", "SIGNED_FIRMWARE_STATUS", "LOG_STATUS", "SECURITY_EVENT", "CERTIFICATE_REQUEST", "VENDOR_MESSAGE",
];

type Event = NonNullable<StationEventsData["station"]>["events"]["nodes"][number];

/** What a charger told of itself, in sentences. */
export default function EventsPage() {
  const state = useTableState({ filters, sort: "-time" });
  const station = state.value("station");
  const { maintenance, navigation } = texts;
  return (
    <>
      <PageHead hasTimes title={navigation.cpLogs} crumbs={[{ text: navigation.maintenance }, { text: navigation.cpLogs }]} lead={maintenance.eventsLead}
        actions={station && <ExportButton table="stationEvents" parameters={exportParameters({ stationIds: [station], kinds: kindsOf(state) })} />} />
      {station === undefined ? <ChooseStation state={state} body={maintenance.chooseForEvents} /> : <EventTable state={state} station={station} />}
    </>
  );
}

function EventTable({ state, station }: { state: TableState; station: string }) {
  const chosen = kindsOf(state);
  const query = useQuery(StationEvents, { id: station, kinds: chosen.length > 0 ? chosen : null, first: state.first, after: state.after });
  const list = query.data?.station?.events;
  const columns = useMemo(() => eventColumns(), [language]);
  const { maintenance } = texts;
  const none = query.data && !list ? { rows: [], total: 0, hasNext: false, endCursor: null } : undefined;
  return (
    <DataTable
      name="events" label={texts.navigation.cpLogs} columns={columns} state={state} query={query} rowName={sentenceOf}
      page={list ? { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor } : none}
      filters={
        <>
          <StationChoice state={state} />
          <ChoiceFilter state={state} name="kind" label={maintenance.kind} isMultiple
            choices={kinds.map((value) => ({ value, text: maintenance.eventKinds[value] }))} />
        </>
      }
      empty={{ title: maintenance.noEvents, body: maintenance.noEventsBody }}
    />
  );
}

function kindsOf(state: TableState): readonly StationEventKind[] {
  const wanted = state.values("kind");
  return kinds.filter((kind) => wanted.includes(kind));
}

function eventColumns(): readonly Column<Event>[] {
  const { maintenance } = texts;
  return [
    { id: "time", label: maintenance.time, isName: true, onPhone: "plain", cell: ({ reportedAt }) => <Time at={reportedAt} form="seconds" /> },
    { id: "kind", label: maintenance.kind, onPhone: "plain", cell: ({ kind }) => <span className="label">{maintenance.eventKinds[kind]}</span> },
    { id: "sentence", label: maintenance.says, onPhone: "plain", cell: (event) => <span className="sentence"><ChargerText text={sentenceOf(event)} /></span> },
    { id: "detail", label: maintenance.detail, onPhone: "plain", cell: ({ detail }) => (detail === null ? <Words text={null} /> : <span className="sentence"><ChargerText text={detail} /></span>) },
    { id: "request", label: maintenance.requestNumber, isExtra: true, isNumber: true, cell: ({ requestId }) => requestId },
    { id: "received", label: maintenance.receivedAt, isExtra: true, cell: ({ receivedAt }) => <Time at={receivedAt} form="seconds" /> },
  ];
}

function sentenceOf({ kind, name, vendorId }: Event): string {
  const { told, steps } = texts.maintenance;
  const step = new Map(Object.entries(steps)).get(name) ?? name;
  switch (kind) {
    case "VENDOR_MESSAGE": return told.VENDOR_MESSAGE(vendorId ?? "", name);
    case "CERTIFICATE_REQUEST": return name === "Rejected" ? told.certificateRejected : told.CERTIFICATE_REQUEST;
    case "SECURITY_EVENT": return told.SECURITY_EVENT(name);
    default: return told[kind](step);
  }
}
