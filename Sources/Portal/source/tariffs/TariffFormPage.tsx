import { useMemo } from "react";
import { CreateTariff, TariffPage as TariffQuery, UpdateTariff, type TariffDetail } from "documents/tariffs/tariffs";
import { useMutation, useQuery } from "../api/hooks";
import { session } from "../api/session";
import { PageHead } from "../components/PageHead";
import { FaultNote, PageNotFound } from "../components/PageState";
import { navigate } from "../router/address";
import type { PageProps } from "../router/routes";
import { texts } from "../texts/texts";
import { draftOf, emptyDraft, inputOf, type Draft } from "./draft";
import { TariffForm } from "./TariffForm";

const list = "/settings/tariffs";

/** A new tariff, or other prices for one that there is. */
export default function TariffFormPage({ values }: PageProps) {
  const { id } = values;
  if (!session.may("MANAGE_TARIFFS")) return <PageNotFound />;
  return id === undefined ? <New /> : <Change id={id} />;
}

function New() {
  const { tariffs, navigation } = texts;
  const first = useMemo(emptyDraft, []);
  const { run, fault, isSending } = useMutation(CreateTariff);
  const send = async (draft: Draft, from: string | undefined) => {
    const data = await run({ input: { ...inputOf(draft), ...(from && { validFrom: new Date(from).toISOString() }) } });
    if (data) navigate(`${list}/${encodeURIComponent(data.createTariff.tariff.id)}`, "replace");
  };
  return (
    <>
      <PageHead title={tariffs.make} crumbs={[{ text: navigation.settings }, { text: tariffs.title, href: list }, { text: tariffs.make }]} lead={tariffs.makeLead} />
      <TariffForm first={first} fault={fault} isSending={isSending} back={list} onSend={send} />
    </>
  );
}

function Change({ id }: { readonly id: string }) {
  const { tariffs, navigation } = texts;
  const { data, fault, refetch } = useQuery(TariffQuery, { id });
  const found = data?.tariff;
  if (found === null || fault?.code === "BAD_USER_INPUT") return <PageNotFound />;
  if (found) return <Changing tariff={found} />;
  return (
    <>
      <PageHead title={tariffs.one} crumbs={[{ text: navigation.settings }, { text: tariffs.title, href: list }]} />
      {fault ? <FaultNote fault={fault} onRetry={() => void refetch()} /> : <div className="page-loading" aria-busy="true" />}
    </>
  );
}

function Changing({ tariff }: { readonly tariff: TariffDetail }) {
  const { tariffs, navigation } = texts;
  const page = `${list}/${encodeURIComponent(tariff.id)}`;
  // The newest is what changes are made to, also where it is still to come.
  const newest = tariff.versions.nodes[0];
  const first = useMemo(() => (newest ? draftOf(tariff.name, newest) : emptyDraft()), [tariff.name, newest]);
  const { run, fault, isSending } = useMutation(UpdateTariff);
  const send = async (draft: Draft, from: string | undefined) => {
    const data = await run({ input: { id: tariff.id, ...inputOf(draft), ...(from && { validFrom: new Date(from).toISOString() }) } });
    if (data) navigate(page);
  };
  return (
    <>
      <PageHead
        title={tariffs.changeTitle(tariff.name)} lead={tariffs.changeLead}
        crumbs={[{ text: navigation.settings }, { text: tariffs.title, href: list }, { text: tariff.name, href: page }, { text: tariffs.change }]}
      />
      <TariffForm first={first} fault={fault} isSending={isSending} back={page} onSend={send} />
    </>
  );
}
