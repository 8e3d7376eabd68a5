import { useMemo, useState } from "react";
import {
  JoinQueue, LeaveQueue, QueueChanged, Queues, SeatingChanged, type QueueStation,
} from "documents/reservations/queue";
import { ConnectorStateChanged } from "documents/stations/stations";
import type { Fault } from "../api/fault";
import { useMutation, useQuery, useSubscription } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { Countdown } from "../components/Countdown";
import { Note } from "../components/Note";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { toast } from "../components/toasts";
import { OperationDialog } from "../operations/OperationDialog";
import { DataTable } from "../table/DataTable";
import { SearchFilter } from "../table/filters";
import { useTableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { JoinDialog } from "./JoinDialog";
import { nameOfPlace, ownPlace, queueColumns, type Place } from "./queueColumns";
import { SeatingDialog } from "./SeatingDialog";

const filters: readonly string[] = [];

/** Who waits at which station for its next free connector, and the reader's own places. */
export function QueueView() {
  const { queue: words } = texts;
  const state = useTableState({ filters, sort: "station" });
  const query = useQuery(Queues, { filter: state.text ? { text: state.text } : {}, first: state.first, after: state.after });
  const list = query.data?.stations;
  const stationIds = list?.nodes.map(({ id }) => id);
  const shown = stationIds && stationIds.length > 0 ? { stationIds } : undefined;
  useSubscription(QueueChanged, shown);
  useSubscription(SeatingChanged, shown);
  useSubscription(ConnectorStateChanged, shown);
  const [setting, setSetting] = useState<QueueStation>();
  const [starting, setStarting] = useState<QueueStation>();
  const [leaving, setLeaving] = useState<QueueStation>();
  const [choosing, setChoosing] = useState<QueueStation>();
  const [takingOut, setTakingOut] = useState<{ row: QueueStation; place: Place }>();
  const { join, leave, fault } = useOwnPlace();
  const columns = useMemo(() => queueColumns({
    join: (row) => void join(row), choose: setChoosing, leave: setLeaving, set: setSetting, takeOut: (row, place) => setTakingOut({ row, place }),
  }), [language, join]);
  return (
    <div className="stack">
      {fault && <Refusal fault={fault} />}
      {list?.nodes.map((row) => <Turn key={row.id} row={row} onStart={() => setStarting(row)} />)}
      <DataTable
        name="queues" label={words.title} columns={columns} state={state} query={query} rowName={nameOf}
        page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        search={<SearchFilter state={state} label={texts.stations.find} />}
        empty={{ title: texts.stations.none, body: texts.stations.noneBody }}
      />
      {setting && <SeatingDialog station={setting} onClose={() => setSetting(undefined)} />}
      {choosing && <JoinDialog station={choosing} onClose={() => setChoosing(undefined)} />}
      {starting && <OperationDialog kind="REMOTE_START" stations={[starting]} onClose={() => setStarting(undefined)} />}
      {leaving && (
        <ConfirmDialog title={words.leaveTitle(leaving.chargePointId)} action={words.leave} kind="danger" onCancel={() => setLeaving(undefined)}
          onConfirm={() => {
            setLeaving(undefined);
            void leave(leaving);
          }}>
          <p>{words.leaveBody}</p>
        </ConfirmDialog>
      )}
      {takingOut && (
        <ConfirmDialog title={words.takeOut(nameOfPlace(takingOut.place), takingOut.row.chargePointId)} action={words.takeOutAction} kind="danger"
          onCancel={() => setTakingOut(undefined)}
          onConfirm={() => {
            setTakingOut(undefined);
            void leave(takingOut.row, takingOut.place);
          }}>
          <p>{words.takeOutBody}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}

const nameOf = ({ chargePointId }: QueueStation) => chargePointId;

function useOwnPlace() {
  const joining = useMutation(JoinQueue);
  const leaving = useMutation(LeaveQueue);
  const { run: runJoin, reset: resetJoin } = joining;
  const { run: runLeave, reset: resetLeave } = leaving;
  const join = useMemo(() => async (row: QueueStation) => {
    resetLeave();
    const data = await runJoin({ input: { stationId: row.id } });
    const place = data && ownPlace(data.joinQueue.station);
    if (place) toast("done", texts.queue.joined(row.chargePointId, place.position));
  }, [runJoin, resetLeave]);
  const leave = useMemo(() => async (row: QueueStation, other?: Place) => {
    resetJoin();
    if (!await runLeave({ input: { stationId: row.id, userId: other?.user?.id ?? null } })) return;
    toast("done", other ? texts.queue.takenOut(nameOfPlace(other), row.chargePointId) : texts.queue.left(row.chargePointId));
  }, [runLeave, resetJoin]);
  return { join, leave, fault: joining.fault ?? leaving.fault };
}

/** Why one cannot wait there. */
function Refusal({ fault }: { readonly fault: Fault }) {
  const { queue: words } = texts;
  if (fault.code === "BAD_USER_INPUT") return <Note kind="danger" isAlert>{words.noTag}</Note>;
  if (fault.code === "CONFLICT") return <Note kind="info" isAlert>{words.notNeeded}</Note>;
  if (fault.code === "LIMIT_EXCEEDED") return <Note kind="danger" isAlert>{words.full}</Note>;
  if (fault.code === "NOT_FOUND") return <Note kind="info" isAlert>{words.gone}</Note>;
  return <FaultNote fault={fault} />;
}

/** A connector is held for the reader: until when, and how it becomes theirs. */
function Turn({ row, onStart }: { readonly row: QueueStation; readonly onStart: () => void }) {
  const { queue: words } = texts;
  const place = ownPlace(row);
  if (place?.status !== "HELD") return null;
  return (
    <Note kind="success" isAlert>
      <b>{words.yourTurn(row.chargePointId)} <Time at={place.heldUntil} form="clock" /> <Countdown to={place.heldUntil} /></b>
      <span>{words.accept}</span>
      <WhereHeld place={place} />
      {session.may("OPERATE_STATION") && (
        <span><Button className="small" icon="start" onClick={onStart}>{texts.operations.actions.REMOTE_START}</Button></span>
      )}
    </Note>
  );
}

function WhereHeld({ place: { heldConnectorNumber, chargerHold, tag } }: { readonly place: Place }) {
  const { queue: words } = texts;
  if (heldConnectorNumber === null || chargerHold === null) return null;
  return <span>{words.connector(heldConnectorNumber)}: {chargerHold === "HELD" && tag ? words.heldForTag(tag.idTag) : words.toYou[chargerHold]}</span>;
}
