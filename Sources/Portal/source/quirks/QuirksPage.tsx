import { useMemo, useState } from "react";
import { DeleteQuirkProfiles, QuirkProfiles, UpdateQuirkProfile, type QuirkProfileRow } from "documents/quirks/quirks";
import { useMutation, useQuery } from "../api/hooks";
import { request, store } from "../api/request";
import { Fault } from "../api/fault";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { ConfirmDialog } from "../components/ConfirmDialog";
import type { MenuItem } from "../components/Menu";
import { PageHead } from "../components/PageHead";
import { faultWords } from "../components/PageState";
import { toast } from "../components/toasts";
import { useParameters } from "../router/address";
import { DataTable } from "../table/DataTable";
import { useTableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { DryRunDialog } from "./DryRunDialog";
import { QuirkDialog } from "./QuirkDialog";
import { quirkColumns } from "./quirkColumns";

const filters: readonly string[] = [];

interface Doing {
  readonly what: "edit" | "try" | "delete";
  readonly profile: QuirkProfileRow;
}

/** How makes of charger depart from the standard, and what is set right for them. */
export default function QuirksPage() {
  const [parameters, set] = useParameters();
  const state = useTableState({ filters, sort: "name" });
  const query = useQuery(QuirkProfiles, { first: state.first, after: state.after });
  const list = query.data?.quirkProfiles;
  const [doing, setDoing] = useState<Doing>();
  const mayConfigure = session.may("CONFIGURE_STATION");
  const columns = useMemo(() => quirkColumns(mayConfigure ? turn : undefined), [language, mayConfigure]);
  const close = () => setDoing(undefined);
  const make = () => set({ new: "1" });
  const { quirks, navigation } = texts;
  return (
    <>
      <PageHead title={navigation.quirks} lead={quirks.lead} crumbs={[{ text: navigation.maintenance }, { text: navigation.quirks }]}
        actions={mayConfigure && <Button kind="primary" icon="plus" onClick={make}>{quirks.make}</Button>} />
      <DataTable
        name="quirks" label={navigation.quirks} columns={columns} state={state} query={query} rowName={nameOf}
        page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        {...(mayConfigure && { rowMenu: (profile: QuirkProfileRow) => menuOf(profile, setDoing) })}
        empty={{ title: quirks.none, body: quirks.noneBody, action: mayConfigure && <Button kind="primary" icon="plus" onClick={make}>{quirks.make}</Button> }}
      />
      {mayConfigure && parameters.has("new") && (
        <QuirkDialog profile={undefined} onClose={() => set({ new: undefined }, "replace")} onDone={() => void query.refetch()} />
      )}
      {doing?.what === "edit" && <QuirkDialog profile={doing.profile} onClose={close} onDone={() => void query.refetch()} />}
      {doing?.what === "try" && <DryRunDialog profile={doing.profile} onClose={close} />}
      {doing?.what === "delete" && <DeleteDialog profile={doing.profile} onClose={close} onDone={() => void query.refetch()} />}
    </>
  );
}

const nameOf = (row: QuirkProfileRow) => row.name;

/** Acts at once: a switch needs no form. */
async function turn({ id, name }: QuirkProfileRow, isOn: boolean): Promise<void> {
  try {
    await request(UpdateQuirkProfile, { input: { id, isOn } });
    toast("done", isOn ? texts.quirks.turnedOn(name) : texts.quirks.turnedOff(name));
  } catch (error) {
    if (error instanceof Fault) toast("failed", faultWords(error));
  }
}

function menuOf(profile: QuirkProfileRow, start: (doing: Doing) => void): readonly MenuItem[] {
  const { quirks } = texts;
  return [
    { text: texts.edit, icon: "edit", onChoose: () => start({ what: "edit", profile }) },
    { text: quirks.tryOut, icon: "run", onChoose: () => start({ what: "try", profile }) },
    { text: quirks.remove, icon: "bin", isDanger: true, isApart: true, onChoose: () => start({ what: "delete", profile }) },
  ];
}

function DeleteDialog({ profile: { id, name }, onClose, onDone }: { profile: QuirkProfileRow; onClose: () => void; onDone: () => void }) {
  const { run, fault } = useMutation(DeleteQuirkProfiles);
  const { quirks } = texts;
  const remove = async () => {
    if (!await run({ input: { ids: [id] } })) return;
    store.forget([id]);
    toast("done", quirks.removed(name));
    onDone();
    onClose();
  };
  return (
    <ConfirmDialog title={quirks.removeTitle(name)} action={quirks.remove} kind="danger" onConfirm={() => void remove()} onCancel={onClose}>
      <p>{quirks.removeBody}</p>
      {fault && <p className="field-error" role="alert">{faultWords(fault)}</p>}
    </ConfirmDialog>
  );
}
