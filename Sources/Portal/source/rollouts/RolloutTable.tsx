import { useMemo } from "react";
import { RolloutChanged, Rollouts, type RolloutRow } from "documents/rollouts/rollouts";
import type { FirmwareRolloutFilter, FirmwareRolloutStatus } from "documents/schema";
import { useQuery, useSubscription } from "../api/hooks";
import { Icon } from "../components/Icon";
import { LiveValue } from "../components/LiveValue";
import { Time } from "../components/Time";
import { nothing } from "../format/quantity";
import { StationFilter } from "../pickers/StationFilter";
import { personOf } from "../reservations/reservationColumns";
import { Link } from "../router/Link";
import { DataTable } from "../table/DataTable";
import type { Column } from "../table/columns";
import { ChoiceFilter } from "../table/filters";
import type { TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { useNews } from "../upkeep/useNews";
import { RolloutBadge, rolloutHref, RolloutProgress } from "./progress";

const statuses: readonly FirmwareRolloutStatus[] = ["SCHEDULED", "RUNNING", "PAUSED", "STOPPED", "CANCELLED", "FINISHED"];

/** Roll-outs of firmware, newest first, each with how far it has come. */
export function RolloutTable({ state, mayMake }: { readonly state: TableState; readonly mayMake: boolean }) {
  const { rollouts } = texts;
  const filter = useMemo(() => rolloutFilter(state), [state]);
  const query = useQuery(Rollouts, { filter, first: state.first, after: state.after });
  const list = query.data?.firmwareRollouts;
  const columns = useMemo(() => rolloutColumns(), [language]);
  const news = useNews(list?.nodes, `rollouts ${state.filterKey}`);
  useSubscription(RolloutChanged, {}, ({ firmwareRolloutChanged: { id, createdAt } }) => news.hear(id, createdAt));
  const show = () => {
    news.clear();
    if (state.page > 1) state.goTo(1, undefined);
    else void query.refetch();
  };
  return (
    <DataTable
      name="rollouts" label={texts.firmware.views.rollouts} columns={columns} state={state} query={query} rowName={({ name }) => name}
      page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
      filters={
        <>
          <StationFilter state={state} />
          <ChoiceFilter state={state} name="status" label={rollouts.status} isMultiple
            choices={statuses.map((value) => ({ value, text: rollouts.statuses[value] }))} />
        </>
      }
      news={news.count > 0 && <button type="button" className="news" onClick={show}>{rollouts.news(news.count)}</button>}
      empty={{
        title: rollouts.none, body: rollouts.noneBody,
        action: mayMake && <Link className="button primary" href="/firmware/new"><Icon name="plus" />{rollouts.make}</Link>,
      }}
    />
  );
}

function rolloutFilter(state: TableState): FirmwareRolloutFilter {
  const station = state.value("station");
  const wanted = statuses.filter((each) => state.values("status").includes(each));
  return { ...(station && { stationId: station }), ...(wanted.length > 0 && { statuses: wanted }) };
}

function rolloutColumns(): readonly Column<RolloutRow>[] {
  const { rollouts, firmware } = texts;
  return [
    { id: "name", label: rollouts.name, isName: true, onPhone: "plain", cell: ({ id, name }) => <Link className="id" href={rolloutHref(id)}>{name}</Link> },
    {
      id: "status", label: rollouts.status, onPhone: "plain",
      cell: ({ status }) => <LiveValue value={status}><RolloutBadge status={status} /></LiveValue>,
    },
    {
      id: "image", label: firmware.what, onPhone: "plain",
      cell: ({ version, image }) => <><b className="ids">{version}</b><span className="under">{image ? `${image.vendor} ${image.model}` : firmware.gone}</span></>,
    },
    { id: "progress", label: rollouts.progress, onPhone: "plain", cell: (row) => <RolloutProgress rollout={row} isShort /> },
    { id: "wave", label: rollouts.wave, cell: ({ currentWave, waveCount }) => rollouts.waveOf(currentWave, waveCount) },
    { id: "starts", label: rollouts.starts, onPhone: "hidden", cell: ({ startsAt }) => <Time at={startsAt} /> },
    {
      id: "by", label: rollouts.by, onPhone: "hidden",
      cell: ({ createdBy }) => personOf(createdBy) ?? <span className="unit">{nothing}</span>,
    },
    { id: "ended", label: rollouts.ended, isExtra: true, cell: ({ endedAt }) => <Time at={endedAt} /> },
  ];
}
