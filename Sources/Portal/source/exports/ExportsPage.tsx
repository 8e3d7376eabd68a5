import { useMemo, useState } from "react";
import { DeleteExportJobs, ExportJobChanged, ExportJobs, type ExportJobRow } from "documents/exports/exports";
import { useQuery, useSubscription } from "../api/hooks";
import { DeleteDialog } from "../components/DeleteDialog";
import { DownloadLink } from "../components/DownloadLink";
import type { MenuItem } from "../components/Menu";
import { PageHead } from "../components/PageHead";
import { Badge } from "../components/StatusBadge";
import type { Shape } from "../components/StatusIcon";
import { Time } from "../components/Time";
import { bytes, count, plain } from "../format/quantity";
import type { Column } from "../table/columns";
import { DataTable } from "../table/DataTable";
import type { BulkAction } from "../table/selection";
import { useTableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { listName } from "./listName";

const filters: readonly string[] = [];

/** Lists that the server writes into files while nobody waits: how far it is, and the files. */
export default function ExportsPage() {
  const { exports } = texts;
  const state = useTableState({ filters, sort: "-createdAt" });
  const query = useQuery(ExportJobs, { first: state.first, after: state.after });
  const list = query.data?.exportJobs;
  // Rows change where they stand; one that is not on the page was begun elsewhere.
  useSubscription(ExportJobChanged, {}, ({ exportJobChanged: { id } }) => {
    if (!list?.nodes.some((row) => row.id === id)) void query.refetch();
  });
  const columns = useMemo(() => exportColumns(), [language]);
  const [toDelete, setToDelete] = useState<{ rows: readonly ExportJobRow[]; done: () => void }>();
  const bulk: readonly BulkAction<ExportJobRow>[] = [
    { text: exports.remove, icon: "bin", isDanger: true, run: (rows, done) => setToDelete({ rows, done }) },
  ];
  const rowMenu = (row: ExportJobRow): readonly MenuItem[] => [
    { text: exports.remove, icon: "bin", isDanger: true, onChoose: () => setToDelete({ rows: [row], done: () => undefined }) },
  ];
  return (
    <>
      <PageHead hasTimes title={exports.title} lead={exports.lead} />
      <DataTable
        name="exports" label={exports.title} columns={columns} state={state} query={query} rowName={nameOf} rowMenu={rowMenu} bulk={bulk}
        page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        empty={{ title: exports.none, body: exports.noneBody }}
      />
      {toDelete && (
        <DeleteDialog
          document={DeleteExportJobs} ids={toDelete.rows.map(({ id }) => id)} action={exports.remove} done={exports.removed(toDelete.rows.length)}
          title={exports.removeTitle(toDelete.rows.length)} onClose={() => setToDelete(undefined)} onDone={() => {
            toDelete.done();
            void query.refetch();
          }}>
          <p>{exports.removeBody}</p>
        </DeleteDialog>
      )}
    </>
  );
}

const shapes: Record<ExportJobRow["status"], Shape> = { QUEUED: "preparing", RUNNING: "charging", DONE: "available", FAILED: "faulted" };

function nameOf({ list, format }: ExportJobRow): string {
  const { exports } = texts;
  return `${listName(list)}, ${exports.formats[format]}`;
}

function exportColumns(): readonly Column<ExportJobRow>[] {
  const { exports } = texts;
  return [
    { id: "list", label: exports.list, isName: true, onPhone: "plain", cell: nameOf },
    {
      id: "state", label: exports.state, onPhone: "plain",
      cell: ({ status, failure }) => (
        <>
          <Badge shape={shapes[status]} isBare={status === "DONE"}>{exports.states[status]}</Badge>
          {failure && <span className="under sentence">{failure}</span>}
        </>
      ),
    },
    { id: "rows", label: exports.rows, isNumber: true, cell: ({ status, rowCount }) => (status === "QUEUED" ? "–" : count(rowCount)) },
    {
      id: "file", label: exports.file,
      cell: ({ list, format, sizeBytes, downloadPath }) => (downloadPath === null ? "–" : (
        <DownloadLink className="file-link" href={downloadPath} name={`${list}.${format === "CSV" ? "csv" : "xlsx"}`}>
          {exports.download} {sizeBytes !== null && `(${plain(bytes(sizeBytes))})`}
        </DownloadLink>
      )),
    },
    { id: "created", label: exports.created, cell: ({ createdAt }) => <Time at={createdAt} /> },
    { id: "expires", label: exports.expires, cell: ({ expiresAt }) => (expiresAt === null ? "–" : <Time at={expiresAt} />) },
  ];
}
