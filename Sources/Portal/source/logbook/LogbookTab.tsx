import { useMemo, useState } from "react";
import { SetLogbook, StationLogbook, type LogbookRow } from "documents/logbook/logbook";
import { SessionRowChanged } from "documents/sessions/sessions";
import type { StationDetail } from "documents/stations/station";
import type { LogbookRule } from "documents/schema";
import { useMutation, useQuery, useSubscription, useViewer } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { SelectField, Switch } from "../components/Field";
import { Figure } from "../components/LiveValue";
import type { MenuItem } from "../components/Menu";
import { Note } from "../components/Note";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { toast } from "../components/toasts";
import { count } from "../format/quantity";
import { clock } from "../format/time";
import { Link } from "../router/Link";
import { Words } from "../stations/stationColumns";
import type { Column } from "../table/columns";
import { DataTable } from "../table/DataTable";
import { useTableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { useNews } from "../upkeep/useNews";
import { fullName } from "../users/person";
import { ArmDialog, EnterDialog } from "./EntryDialogs";
import { mayEnter } from "./entry";

type Row = LogbookRow & { readonly id: string };

/** Whether a station keeps a logbook, the entry of the next start there, and the entries that hold (D1, D2). */
export function LogbookTab({ station }: { readonly station: StationDetail }) {
  return (
    <div className="stack">
      <div className="grid">
        <div className="span-6 stack"><Settings station={station} /></div>
        {station.logbookEnabled && <div className="span-6 stack"><NextStart station={station} /></div>}
      </div>
      <Entries station={station} />
    </div>
  );
}

const rules: readonly LogbookRule[] = ["REFUSE", "ASK_LATER"];

function Settings({ station: { id, logbookEnabled, logbookRule } }: { readonly station: StationDetail }) {
  const { logbook } = texts;
  const { run, isSending, fault } = useMutation(SetLogbook);
  const change = async (changes: { readonly logbookEnabled?: boolean; readonly logbookRule?: LogbookRule }) => {
    if (await run({ input: { id, ...changes } })) toast("done", texts.saved);
  };
  return (
    <Card title={logbook.settings}>
      {session.may("CHANGE_STATION") ? (
        <div className="stack">
          {fault && <FaultNote fault={fault} />}
          <Switch label={logbook.enabled} isOn={logbookEnabled} isDisabled={isSending} onChange={(isOn) => void change({ logbookEnabled: isOn })} />
          <SelectField label={logbook.rule} value={logbookRule} disabled={!logbookEnabled || isSending}
            choices={rules.map((value) => ({ value, text: logbook.rules[value] }))}
            onValue={(value) => void change({ logbookRule: rules.find((each) => each === value) ?? logbookRule })} />
        </div>
      ) : <p className="lead">{logbookEnabled ? logbook.isOn(logbook.rules[logbookRule]) : logbook.isOff}</p>}
    </Card>
  );
}

function NextStart({ station }: { readonly station: StationDetail }) {
  const { logbook } = texts;
  const viewer = useViewer();
  const [isArming, setArming] = useState(false);
  const [waiting, setWaiting] = useState<string>();
  return (
    <Card title={logbook.next}>
      <div className="stack">
        <p className="lead">{logbook.nextLead}</p>
        <div role="status">{waiting && <Note kind="info">{waiting}</Note>}</div>
        {mayEnter(viewer) && <div><Button icon="plus" kind="primary" onClick={() => setArming(true)}>{logbook.arm}</Button></div>}
      </div>
      {isArming && (
        <ArmDialog station={station} onClose={() => setArming(false)} onArmed={({ vehicleId }, expiresAt) => {
          setWaiting(logbook.waits(vehicleId, clock(new Date(expiresAt))));
          setArming(false);
        }} />
      )}
    </Card>
  );
}

function Entries({ station }: { readonly station: StationDetail }) {
  const { logbook } = texts;
  const viewer = useViewer();
  const state = useTableState({ filters: [], sort: "-made" });
  const query = useQuery(StationLogbook, { id: station.id, first: state.first, after: state.after });
  const list = query.data?.station?.logbookEntries;
  const rows = useMemo(() => list?.nodes.map((row): Row => ({ ...row, id: row.session.id })), [list?.nodes]);
  const columns = useMemo(() => entryColumns(), [language]);
  const news = useNews(rows, state.filterKey);
  useSubscription(SessionRowChanged, { stationIds: [station.id] }, ({ sessionChanged: { id, startedAt, logbookStatus } }) => {
    if (logbookStatus === "COMPLETE") news.hear(id, startedAt);
  });
  const show = () => {
    news.clear();
    if (state.page > 1) state.goTo(1, undefined);
    else void query.refetch();
  };
  const [corrected, setCorrected] = useState<Row>();
  const rowMenu = useMemo(() => (row: Row): readonly MenuItem[] => [
    { text: logbook.openSession, icon: "session", href: `/sessions/${encodeURIComponent(row.session.id)}` },
    ...(mayEnter(viewer) ? [{ text: logbook.correct, icon: "edit" as const, onChoose: () => setCorrected(row) }] : []),
  ], [language, viewer]);
  return (
    <>
      <DataTable
        name="logbook" label={logbook.entries} columns={columns} state={state} query={query} rowMenu={rowMenu} rowName={({ session: { transactionId } }) => transactionId}
        page={list && rows && { rows, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        news={news.count > 0 && <button type="button" className="news" onClick={show}>{logbook.news(news.count)}</button>}
        empty={{ title: logbook.none, body: station.logbookEnabled ? logbook.noneBody : logbook.isOff }}
      />
      {corrected && (
        <EnterDialog session={corrected.session} stationId={station.id} current={corrected} onClose={() => setCorrected(undefined)} onEntered={() => void query.refetch()} />
      )}
    </>
  );
}

function entryColumns(): readonly Column<Row>[] {
  const { logbook, sessions } = texts;
  return [
    { id: "session", label: logbook.session, isName: true, onPhone: "plain", cell: ({ session: { id, transactionId } }) => (
      <Link className="id" href={`/sessions/${encodeURIComponent(id)}`}>{transactionId}</Link>
    ) },
    { id: "started", label: sessions.start, cell: ({ session: { startedAt } }) => <Time at={startedAt} /> },
    { id: "vehicle", label: logbook.vehicle, cell: ({ vehicleId }) => <Words text={vehicleId} /> },
    { id: "mileage", label: logbook.mileage, isNumber: true, cell: ({ mileageKm }) => <Figure quantity={{ figure: count(mileageKm), unit: "km" }} /> },
    { id: "tag", label: sessions.tag, cell: ({ session: { idTag } }) => <Words text={idTag} /> },
    { id: "made", label: logbook.made, cell: ({ enteredAt, wasMadeBefore }) => (
      <><Time at={enteredAt} /> <span className="unit">{wasMadeBefore ? logbook.before : logbook.afterwards}</span></>
    ) },
    { id: "by", label: logbook.by, cell: ({ enteredBy }) => <Words text={enteredBy && fullName(enteredBy)} /> },
  ];
}
