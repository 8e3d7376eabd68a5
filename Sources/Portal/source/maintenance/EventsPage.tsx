import { useMemo } from "react";
import { StationEvents, type StationEventsData } from "documents/maintenance/maintenance";
import type { StationEventFilter, StationEventKind } from "documents/schema";
import { useQuery } from "../api/hooks";
import { ChargerText } from "../components/ChargerText";
import { PageHead } from "../components/PageHead";
import { Time } from "../components/Time";
import { StationFilter } from "../pickers/StationFilter";
import { Link } from "../router/Link";
import { DataTable } from "../table/DataTable";
import { ExportButton } from "../table/ExportButton";
import { exportParameters } from "../table/exportParameters";
import type { Column } from "../table/columns";
import { ChoiceFilter, PeriodFilter, startOf } from "../table/filters";
import { useTableState, type TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { Words } from "../stations/stationColumns";

const filters = ["station", "kind", "from", "to"];
const kinds: readonly StationEventKind[] = [
  "DIAGNOSTICS_STATUS", "FIRMWARE_STATUS", "SIGNED_FIRMWARE_STATUS", "LOG_STATUS", "SECURITY_EVENT", "CERTIFICATE_REQUEST", "VENDOR_MESSAGE",
];

type Event = StationEventsData["stationEvents"]["nodes"][number];

/** What chargers told of themselves, in sentences. */
export default function EventsPage() {
  const state = useTableState({ filters, sort: "-time" });
  const filter = useMemo(() => eventFilter(state), [state]);
  const query = useQuery(StationEvents, { filter, first: state.first, after: state.after });
  const list = query.data?.stationEvents;
  const columns = useMemo(() => eventColumns(), [language]);
  const { maintenance, navigation } = texts;
  return (
    <>
      <PageHead hasTimes title={navigation.cpLogs} crumbs={[{ text: navigation.maintenance }, { text: navigation.cpLogs }]} lead={maintenance.eventsLead}
        actions={
          <ExportButton table="stationEvents" parameters={exportParameters(filter)} shown={{ name: "events", columns, total: list?.totalCount }} />
        } />
      <DataTable
        name="events" label={navigation.cpLogs} columns={columns} state={state} query={query} rowName={sentenceOf}
        page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        filters={
          <>
            <StationFilter state={state} />
            <PeriodFilter state={state} label={texts.sessions.period} />
            <ChoiceFilter state={state} name="kind" label={maintenance.kind} isMultiple
              choices={kinds.map((value) => ({ value, text: maintenance.eventKinds[value] }))} />
          </>
        }
        empty={{ title: maintenance.noEvents, body: maintenance.noEventsBody }}
      />
    </>
  );
}

function eventFilter(state: TableState): StationEventFilter {
  const station = state.value("station");
  const chosen = kindsOf(state);
  const from = startOf(state.value("from"));
  const to = startOf(state.value("to"));
  return {
    ...(station && { stationIds: [station] }), ...(chosen.length > 0 && { kinds: chosen }), ...(from && { from }), ...(to && { to }),
  };
}

function kindsOf(state: TableState): readonly StationEventKind[] {
  const wanted = state.values("kind");
  return kinds.filter((kind) => wanted.includes(kind));
}

function eventColumns(): readonly Column<Event>[] {
  const { maintenance } = texts;
  return [
    { id: "time", exported: "reportedAt", label: maintenance.time, isName: true, onPhone: "plain", cell: ({ reportedAt }) => <Time at={reportedAt} form="seconds" /> },
    {
      id: "station", exported: "chargePointId", label: texts.stations.station, onPhone: "plain",
      cell: ({ station: { chargePointId } }) => <Link className="id" href={`/stations/${encodeURIComponent(chargePointId)}`}>{chargePointId}</Link>,
    },
    { id: "kind", exported: "kind", label: maintenance.kind, onPhone: "plain", cell: ({ kind }) => <span className="label">{maintenance.eventKinds[kind]}</span> },
    { id: "sentence", exported: "name vendorId", label: maintenance.says, onPhone: "plain", cell: (event) => <span className="sentence"><ChargerText text={sentenceOf(event)} /></span> },
    { id: "detail", exported: "detail", label: maintenance.detail, onPhone: "plain", cell: ({ detail }) => (detail === null ? <Words text={null} /> : <span className="sentence"><ChargerText text={detail} /></span>) },
    { id: "request", exported: "requestId", label: maintenance.requestNumber, isExtra: true, isNumber: true, cell: ({ requestId }) => requestId },
    { id: "received", exported: "receivedAt", label: maintenance.receivedAt, isExtra: true, cell: ({ receivedAt }) => <Time at={receivedAt} form="seconds" /> },
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
