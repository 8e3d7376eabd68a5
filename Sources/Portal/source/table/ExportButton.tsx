import { scope } from "../api/scope";
import { DownloadLink } from "../components/DownloadLink";
import { texts } from "../texts/texts";

/** Everything that matches, as the server streams it: all columns, raw figures, moments in UTC. */
export function ExportButton({ table, parameters }: { table: "stations" | "sessions" | "tags"; parameters: URLSearchParams }) {
  if (scope.group) parameters.set("group", scope.group);
  const text = parameters.toString();
  const query = text === "" ? "" : `?${text}`;
  return (
    <>
      <DownloadLink className="button" href={`/export/${table}.csv${query}`} name={`${table}.csv`}>{texts.table.export}</DownloadLink>
      <DownloadLink className="button" href={`/export/${table}.xlsx${query}`} name={`${table}.xlsx`}>{texts.table.exportWorkbook}</DownloadLink>
    </>
  );
}
