import { useMemo, useState } from "react";
import { DeleteFirmwareImages, FirmwareImages, type FirmwareRow } from "documents/firmware/firmware";
import type { FirmwareImageFilter } from "documents/schema";
import { useMutation, useQuery } from "../api/hooks";
import { store } from "../api/request";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { Figure } from "../components/LiveValue";
import type { MenuItem } from "../components/Menu";
import { faultWords } from "../components/PageState";
import { Time } from "../components/Time";
import { toast } from "../components/toasts";
import { bytes, nothing } from "../format/quantity";
import { personOf } from "../reservations/reservationColumns";
import { DataTable } from "../table/DataTable";
import type { Column } from "../table/columns";
import { TextFilter } from "../table/filters";
import type { TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import type { InstallationKind } from "./InstallationTable";

interface CatalogueProps {
  readonly state: TableState;
  readonly onAdd: (() => void) | undefined;
  readonly onInstall: ((image: FirmwareRow, kind: InstallationKind) => void) | undefined;
}

export function Catalogue({ state, onAdd, onInstall }: CatalogueProps) {
  const filter = useMemo(() => imageFilter(state), [state]);
  const query = useQuery(FirmwareImages, { filter, first: state.first, after: state.after });
  const list = query.data?.firmwareImages;
  const columns = useMemo(() => imageColumns(), [language]);
  const [toDelete, setToDelete] = useState<{ rows: readonly FirmwareRow[]; done: () => void }>();
  const { firmware } = texts;
  const remove = (rows: readonly FirmwareRow[], done: () => void = () => undefined) => setToDelete({ rows, done });
  return (
    <>
      <DataTable
        name="firmware" label={firmware.views.catalogue} columns={columns} state={state} query={query} rowName={nameOf}
        page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        filters={
          <>
            <TextFilter state={state} name="vendor" label={firmware.vendor} />
            <TextFilter state={state} name="model" label={firmware.model} />
            <TextFilter state={state} name="version" label={firmware.version} />
          </>
        }
        {...(onInstall && {
          rowMenu: (row: FirmwareRow) => menuOf(row, onInstall, () => remove([row])),
          bulk: [{ text: firmware.remove, icon: "bin", run: remove }] as const,
        })}
        empty={{ title: firmware.none, body: firmware.noneBody, action: onAdd && <Button kind="primary" icon="plus" onClick={onAdd}>{firmware.add}</Button> }}
      />
      {toDelete && <DeleteDialog images={toDelete.rows} onClose={() => setToDelete(undefined)} onDone={() => {
        toDelete.done();
        void query.refetch();
      }} />}
    </>
  );
}

const nameOf = ({ vendor, model, version }: FirmwareRow) => `${vendor} ${model} ${version}`;

function menuOf(image: FirmwareRow, onInstall: NonNullable<CatalogueProps["onInstall"]>, onDelete: () => void): readonly MenuItem[] {
  const { firmware } = texts;
  const signed: readonly MenuItem[] = image.isSigned
    ? [{ text: firmware.installSigned, icon: "shield", onChoose: () => onInstall(image, "SIGNED_UPDATE_FIRMWARE") }] : [];
  const many: readonly MenuItem[] = session.may("ROLL_OUT_FIRMWARE")
    ? [{ text: firmware.rollOut, icon: "operations", href: `/firmware/new?image=${encodeURIComponent(image.id)}` }] : [];
  return [
    { text: firmware.install, icon: "download", onChoose: () => onInstall(image, "UPDATE_FIRMWARE") }, ...signed, ...many,
    { text: firmware.remove, icon: "bin", isDanger: true, isApart: true, onChoose: onDelete },
  ];
}

function imageFilter(state: TableState): FirmwareImageFilter {
  const { value } = state;
  return {
    ...(value("vendor") && { vendor: value("vendor") }), ...(value("model") && { model: value("model") }),
    ...(value("version") && { version: value("version") }),
  };
}

function imageColumns(): readonly Column<FirmwareRow>[] {
  const { firmware } = texts;
  return [
    {
      id: "version", label: firmware.version, isName: true, onPhone: "plain",
      cell: ({ version, isSigned }) => (
        <span className="name-line"><b className="ids">{version}</b>{isSigned && <span className="label">{firmware.signed}</span>}</span>
      ),
    },
    { id: "vendor", label: firmware.vendor, cell: ({ vendor }) => vendor },
    { id: "model", label: firmware.model, cell: ({ model }) => model },
    { id: "file", label: firmware.file, cell: ({ fileName }) => fileName },
    { id: "size", label: firmware.size, isNumber: true, onPhone: "hidden", cell: ({ sizeBytes }) => <Figure quantity={bytes(sizeBytes)} /> },
    { id: "added", label: firmware.added, onPhone: "hidden", cell: ({ createdAt }) => <Time at={createdAt} /> },
    {
      id: "by", label: firmware.by, onPhone: "hidden",
      cell: ({ uploadedBy }) => personOf(uploadedBy) ?? <span className="unit">{nothing}</span>,
    },
    { id: "sha256", label: firmware.digest, isExtra: true, cell: ({ sha256 }) => <span className="ids">{sha256}</span> },
  ];
}

function DeleteDialog({ images, onClose, onDone }: { images: readonly FirmwareRow[]; onClose: () => void; onDone: () => void }) {
  const { run, fault } = useMutation(DeleteFirmwareImages);
  const { firmware } = texts;
  const [first] = images;
  const remove = async () => {
    const ids = images.map(({ id }) => id);
    const data = await run({ input: { ids } });
    if (!data) return;
    store.forget(ids);
    toast("done", firmware.removed(images.length));
    onDone();
    onClose();
  };
  return (
    <ConfirmDialog title={firmware.removeTitle(images.length, first ? nameOf(first) : "")} action={firmware.remove} kind="danger"
      onConfirm={() => void remove()} onCancel={onClose}>
      <p>{firmware.removeBody}</p>
      {fault && <p className="field-error" role="alert">{faultWords(fault)}</p>}
    </ConfirmDialog>
  );
}
