import { CreateExportJob } from "documents/exports/exports";
import type { ExportFormat } from "documents/schema";
import { Fault } from "../api/fault";
import { request } from "../api/request";
import { scope } from "../api/scope";
import { DownloadLink } from "../components/DownloadLink";
import { Icon } from "../components/Icon";
import { MenuButton, type MenuItem } from "../components/Menu";
import { faultWords } from "../components/PageState";
import { toast } from "../components/toasts";
import type { ExportedList } from "../exports/listName";
import { navigate } from "../router/address";
import { texts } from "../texts/texts";

/** Everything that matches, as the server streams it: all columns, raw figures, moments in UTC. */
export function ExportButton({ table, parameters }: { table: ExportedList; parameters: URLSearchParams }) {
  if (scope.group) parameters.set("group", scope.group);
  const text = parameters.toString();
  const query = text === "" ? "" : `?${text}`;
  const { exports } = texts;
  const items: MenuItem[] = [
    ...(["CSV", "WORKBOOK"] as const).map((format) => ({
      text: exports.later[format], icon: "history" as const, onChoose: () => void begin(table, format, parameters),
    })),
    { text: exports.title, icon: "download", href: "/account/exports", isApart: true },
  ];
  return (
    <>
      <DownloadLink className="button" href={`/export/${table}.csv${query}`} name={`${table}.csv`}>{texts.table.export}</DownloadLink>
      <DownloadLink className="button" href={`/export/${table}.xlsx${query}`} name={`${table}.xlsx`}>{texts.table.exportWorkbook}</DownloadLink>
      <MenuButton label={exports.more} className="button narrow-button" align="end" items={items}><Icon name="down" /></MenuButton>
    </>
  );
}

/** For what is too long to wait for; the page of exports follows it. */
async function begin(list: string, format: ExportFormat, parameters: URLSearchParams): Promise<void> {
  try {
    await request(CreateExportJob, { input: { list, format, parameters: [...parameters].map(([name, value]) => ({ name, value })) } });
    navigate("/account/exports");
  } catch (error) {
    if (error instanceof Fault) toast("failed", faultWords(error));
  }
}
