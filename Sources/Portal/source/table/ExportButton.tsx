import { CreateExportJob } from "documents/exports/exports";
import type { ExportFormat } from "documents/schema";
import { useSession } from "../api/hooks";
import { Fault } from "../api/fault";
import { request } from "../api/request";
import { scope } from "../api/scope";
import { download, DownloadLink } from "../components/DownloadLink";
import { Icon } from "../components/Icon";
import { MenuButton, type MenuItem } from "../components/Menu";
import { faultWords } from "../components/PageState";
import { toast } from "../components/toasts";
import type { ExportedList } from "../exports/listName";
import { navigate } from "../router/address";
import { texts } from "../texts/texts";
import { savedLayout, type Column } from "./columns";

interface ExportButtonProps {
  readonly table: ExportedList;
  /** The filters, and `orderBy` where rows can be sorted. */
  readonly parameters: URLSearchParams;
  /** The table that is exported, so that its columns can be had as they are shown. */
  readonly shown?: { readonly name: string; readonly columns: readonly Column<never>[]; readonly total?: number | undefined };
}

/** Everything that matches, as the server streams it: raw figures, moments in UTC; all columns or those that are shown. */
export function ExportButton({ table, parameters, shown }: ExportButtonProps) {
  useSession();
  if (scope.group) parameters.set("group", scope.group);
  const text = parameters.toString();
  const query = text === "" ? "" : `?${text}`;
  const { exports } = texts;
  const names = shown ? shownNames(shown.name, shown.columns) : [];
  const chosen = new URLSearchParams([...parameters, ...names.map((name) => ["columns", name])]).toString();
  const items: MenuItem[] = [
    ...(names.length === 0 ? [] : (["csv", "xlsx"] as const).map((ending) => ({
      text: exports.shown[ending](shown?.total, names.length), icon: "download" as const,
      onChoose: () => void download(`/export/${table}.${ending}?${chosen}`, `${table}.${ending}`),
    }))),
    ...(["CSV", "WORKBOOK"] as const).map((format) => ({
      text: exports.later[format], icon: "history" as const, isApart: names.length > 0 && format === "CSV",
      onChoose: () => void begin(table, format, parameters),
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

/** What an export calls the columns that are shown, in their order. */
function shownNames(table: string, columns: readonly Column<never>[]): readonly string[] {
  const named = savedLayout(table, columns).shown.flatMap((id) => columns.find((column) => column.id === id)?.exported?.split(" ") ?? []);
  return [...new Set(named.filter(Boolean))];
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
