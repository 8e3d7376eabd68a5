import { useQuery } from "../api/hooks";
import { SessionSums } from "documents/sessions/sessions";
import { PageHead } from "../components/PageHead";
import { ExportButton } from "../table/ExportButton";
import { exportParameters } from "../table/exportParameters";
import { useTableState } from "../table/useTableState";
import { texts } from "../texts/texts";
import { sessionColumns } from "./sessionColumns";
import { orderOf, sessionFilter, sessionFilters, SessionTable } from "./SessionTable";

export default function SessionsPage() {
  const state = useTableState({ filters: sessionFilters, sort: "-started" });
  const filter = sessionFilter(state);
  const { data } = useQuery(SessionSums, { filter });
  return (
    <>
      <PageHead hasTimes
        title={texts.sessions.title} isLive lead={data ? texts.sessions.lead(data.sessionTotals.count) : undefined}
        actions={
          <ExportButton table="sessions" parameters={exportParameters({ ...filter, orderBy: orderOf(state) })}
            shown={{ name: "sessions", columns: sessionColumns(), total: data?.sessionTotals.count }} />
        }
      />
      <SessionTable />
    </>
  );
}
