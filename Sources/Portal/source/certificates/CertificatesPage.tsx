import { session } from "../api/session";
import { PageHead } from "../components/PageHead";
import { TabPanel, Tabs } from "../components/Tabs";
import { useParameters } from "../router/address";
import { useTableState } from "../table/useTableState";
import { texts } from "../texts/texts";
import { ClientCertificateTable } from "./ClientCertificateTable";
import { RequestTable } from "./RequestTable";

const filters = ["station", "status", "state", "serial"];

/** Certificates that stations ask for, and those that they have. */
export default function CertificatesPage() {
  const [parameters, set] = useParameters();
  const state = useTableState({ filters, sort: "-requested" });
  const { certificates, navigation } = texts;
  const mayConfigure = session.may("CONFIGURE_STATION");
  const view = mayConfigure && parameters.get("view") === "issued" ? "issued" : "requests";
  return (
    <>
      <PageHead title={navigation.certificates} lead={certificates.lead} crumbs={[{ text: navigation.operations }, { text: navigation.certificates }]} />
      {mayConfigure ? (
        <section className="stack">
          <Tabs label={certificates.views.label} name="certificates" selected={view} tabs={[
            { id: "requests", label: certificates.views.requests }, { id: "issued", label: certificates.views.issued },
          ]} onSelect={(id) => set({
            view: id === "issued" ? id : undefined, after: undefined, p: undefined, open: undefined,
            ...Object.fromEntries(filters.map((name) => [name, undefined])),
          })} />
          <TabPanel name="certificates" id="requests" selected={view}><RequestTable state={state} /></TabPanel>
          <TabPanel name="certificates" id="issued" selected={view}><ClientCertificateTable state={state} /></TabPanel>
        </section>
      ) : <RequestTable state={state} />}
    </>
  );
}
