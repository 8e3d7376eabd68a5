import { DownloadLink } from "../components/DownloadLink";
import { texts } from "../texts/texts";

/** Everything that matches, as comma-separated values that the server streams: all columns, raw figures, moments in UTC. */
export function ExportButton({ table, parameters }: { table: "stations" | "sessions" | "tags"; parameters: URLSearchParams }) {
  const text = parameters.toString();
  return (
    <DownloadLink className="button" href={`/export/${table}.csv${text === "" ? "" : `?${text}`}`} name={`${table}.csv`}>
      {texts.table.export}
    </DownloadLink>
  );
}
