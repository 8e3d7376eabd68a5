import { useCallback, useState } from "react";
import type { FirmwareRow } from "documents/firmware/firmware";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Icon } from "../components/Icon";
import { PageHead } from "../components/PageHead";
import { TabPanel, Tabs } from "../components/Tabs";
import { RolloutTable } from "../rollouts/RolloutTable";
import { useParameters } from "../router/address";
import { Link } from "../router/Link";
import { useTableState } from "../table/useTableState";
import { texts } from "../texts/texts";
import { AskStations } from "../upkeep/AskStations";
import { OperationDrawer } from "../upkeep/OperationDrawer";
import { Catalogue } from "./Catalogue";
import { InstallationTable, type InstallationKind } from "./InstallationTable";
import { UploadDialog } from "./UploadDialog";

const filters = ["vendor", "model", "version", "station", "status"];
const views = ["catalogue", "rollouts", "installations", "signed"] as const;
type View = (typeof views)[number];
const kinds: Readonly<Record<Exclude<View, "catalogue" | "rollouts">, InstallationKind>> = {
  installations: "UPDATE_FIRMWARE", signed: "SIGNED_UPDATE_FIRMWARE",
};

/** Firmware that stations can be given, and how those fare that were. */
export default function FirmwarePage() {
  const [parameters, set] = useParameters();
  const view = views.find((each) => each === parameters.get("view")) ?? "catalogue";
  const state = useTableState({ filters, sort: "-added" });
  const [uploads, setUploads] = useState(0);
  const [isUploading, setUploading] = useState(false);
  const [toInstall, setToInstall] = useState<{ image: FirmwareRow; kind: InstallationKind }>();
  const show = useCallback((id: string) => set({ open: id }), [set]);
  const mayConfigure = session.may("CONFIGURE_STATION");
  const mayRollOut = session.may("ROLL_OUT_FIRMWARE");
  const { firmware, navigation, rollouts } = texts;
  const open = parameters.get("open");
  return (
    <>
      <PageHead title={navigation.firmware} lead={firmware.lead} isLive={view !== "catalogue"} crumbs={[{ text: navigation.operations }, { text: navigation.firmware }]}
        actions={
          <>
            {mayRollOut && <Link className="button" href="/firmware/new"><Icon name="plus" />{rollouts.make}</Link>}
            {mayConfigure && <Button kind="primary" icon="plus" onClick={() => setUploading(true)}>{firmware.add}</Button>}
          </>
        } />
      <section className="stack">
        <Tabs label={firmware.views.label} name="firmware" selected={view} tabs={views.map((id) => ({ id, label: firmware.views[id] }))}
          onSelect={(id) => set({
            view: id === "catalogue" ? undefined : id, after: undefined, p: undefined, open: undefined,
            ...Object.fromEntries(filters.map((name) => [name, undefined])),
          })} />
        <TabPanel name="firmware" id="catalogue" selected={view}>
          <Catalogue key={uploads} state={state} onAdd={mayConfigure ? () => setUploading(true) : undefined}
            onInstall={mayConfigure ? (image, kind) => setToInstall({ image, kind }) : undefined} />
        </TabPanel>
        <TabPanel name="firmware" id="rollouts" selected={view}>
          <RolloutTable state={state} mayMake={mayRollOut} />
        </TabPanel>
        {(["installations", "signed"] as const).map((each) => (
          <TabPanel key={each} name="firmware" id={each} selected={view}>
            <InstallationTable kind={kinds[each]} state={state} onOpen={show} />
          </TabPanel>
        ))}
      </section>
      {open && (view === "installations" || view === "signed") && <OperationDrawer key={open} id={open} onClose={() => set({ open: undefined })} />}
      {isUploading && <UploadDialog onClose={() => setUploading(false)} onDone={() => setUploads(uploads + 1)} />}
      {toInstall && <AskStations kind={toInstall.kind} preset={{ imageId: toInstall.image.id }} onClose={() => setToInstall(undefined)} />}
    </>
  );
}
