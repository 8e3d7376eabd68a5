import { useState } from "react";
import { DeleteTariffs, TariffPage as TariffQuery, type TariffDetail } from "documents/tariffs/tariffs";
import { useMutation, useQuery } from "../api/hooks";
import { store } from "../api/request";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { Icon } from "../components/Icon";
import { PageHead } from "../components/PageHead";
import { FaultNote, PageNotFound } from "../components/PageState";
import { Note } from "../components/Note";
import { Time } from "../components/Time";
import { navigate } from "../router/address";
import { Link } from "../router/Link";
import type { PageProps } from "../router/routes";
import { texts } from "../texts/texts";
import { PlacesCard } from "./PlacesCard";
import { PreviewCard } from "./PreviewCard";
import { shownVersion, VersionPrices } from "./prices";
import { VersionsCard } from "./VersionsCard";

/** One tariff: what it asks for, what it asked for before, what a charge would cost, and where it is in force. */
export default function TariffPage({ values }: PageProps) {
  const id = values["id"] ?? "";
  const query = useQuery(TariffQuery, { id });
  const found = query.data?.tariff;
  const { tariffs, navigation } = texts;
  if (found === null || query.fault?.code === "BAD_USER_INPUT") return <PageNotFound />;
  if (!found) {
    return (
      <>
        <PageHead title={tariffs.one} crumbs={[{ text: navigation.settings }, { text: tariffs.title, href: "/settings/tariffs" }]} />
        {query.fault ? <FaultNote fault={query.fault} onRetry={() => void query.refetch()} /> : <div className="page-loading" aria-busy="true" />}
      </>
    );
  }
  return <Loaded tariff={found} onChanged={query.refetch} />;
}

function Loaded({ tariff, onChanged }: { readonly tariff: TariffDetail; readonly onChanged: () => Promise<void> }) {
  const { tariffs, navigation } = texts;
  const [isDeleting, setDeleting] = useState(false);
  const { run, fault } = useMutation(DeleteTariffs);
  const version = shownVersion(tariff);
  const mayChange = session.may("MANAGE_TARIFFS") && tariff.deletedAt === null;
  const remove = async () => {
    setDeleting(false);
    if (!await run({ input: { ids: [tariff.id] } })) return;
    store.forget([tariff.id]);
    navigate("/settings/tariffs");
  };
  return (
    <>
      <PageHead
        title={tariff.name} crumbs={[{ text: navigation.settings }, { text: tariffs.title, href: "/settings/tariffs" }, { text: tariff.name }]}
        lead={tariff.current ? <>{tariffs.inForceSince(tariff.current.number)} <Time at={tariff.current.validFrom} /></> : tariffs.notYetLong}
        actions={mayChange && (
          <>
            <Link className="button" href={`/settings/tariffs/${encodeURIComponent(tariff.id)}/edit`}><Icon name="edit" />{tariffs.change}</Link>
            <Button kind="danger" icon="bin" onClick={() => setDeleting(true)}>{tariffs.remove}</Button>
          </>
        )}
      />
      {fault && <FaultNote fault={fault} />}
      {tariff.deletedAt !== null && <Note kind="info">{tariffs.isDeleted}</Note>}
      <div className="grid">
        <div className="span-7 stack">
          {version && <Card title={tariffs.prices}><VersionPrices version={version} /></Card>}
          <VersionsCard tariff={tariff} />
        </div>
        <div className="span-5 stack">
          <PreviewCard tariff={tariff} />
          <PlacesCard tariff={tariff} mayChange={mayChange} onChanged={onChanged} />
        </div>
      </div>
      {isDeleting && (
        <ConfirmDialog title={tariffs.removeTitle(tariff.name)} action={tariffs.remove} kind="danger" onConfirm={() => void remove()}
          onCancel={() => setDeleting(false)}>{tariffs.removeBody}</ConfirmDialog>
      )}
    </>
  );
}
