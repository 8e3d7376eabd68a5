import { useState } from "react";
import { useSession } from "../api/hooks";
import { Button } from "../components/Button";
import { Icon } from "../components/Icon";
import { toast } from "../components/toasts";
import { texts } from "../texts/texts";

/** Everything that matches, as comma-separated values that the server streams: all columns, raw figures, moments in UTC. */
export function ExportButton({ table, parameters }: { table: "stations" | "sessions"; parameters: URLSearchParams }) {
  const session = useSession();
  const [isBusy, setBusy] = useState(false);
  if (session.kind !== "signedIn") return null;
  const text = parameters.toString();
  const address = `/export/${table}.csv${text === "" ? "" : `?${text}`}`;
  if (session.by === "cookie") {
    return <a className="button" href={address} download={`${table}.csv`}><Icon name="download" />{texts.table.export}</a>;
  }
  const save = async () => {
    setBusy(true);
    try {
      const response = await session.client.fetchFile(address);
      if (!response.ok) throw new Error(response.statusText);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await response.blob());
      link.download = `${table}.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    } catch {
      toast("failed", texts.table.exportFailed);
    }
    setBusy(false);
  };
  return <Button icon="download" disabled={isBusy} onClick={() => void save()}>{texts.table.export}</Button>;
}
