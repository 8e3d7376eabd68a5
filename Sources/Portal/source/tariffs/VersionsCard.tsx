import type { TariffDetail, VersionRow } from "documents/tariffs/tariffs";
import { Card } from "../components/Card";
import { Line, type StopState } from "../components/Line";
import { Time } from "../components/Time";
import { texts } from "../texts/texts";
import { summaryOf, VersionPrices } from "./prices";

/** The versions on a line, newest first: what is to come, what holds, and what held. */
export function VersionsCard({ tariff }: { readonly tariff: TariffDetail }) {
  const { tariffs } = texts;
  const { nodes, totalCount } = tariff.versions;
  return (
    <Card title={tariffs.versions} {...(totalCount > nodes.length && { footer: <span className="unit">{tariffs.older(totalCount - nodes.length)}</span> })}>
      <Line label={tariffs.versions} stops={nodes.map((version) => ({
        key: version.id, state: stateOf(version, tariff.current), title: tariffs.version(version.number),
        time: <Time at={version.validFrom} />, detail: <Detail version={version} />,
      }))} />
    </Card>
  );
}

function stateOf({ id, validFrom }: VersionRow, current: VersionRow | null): StopState {
  if (id === current?.id) return "now";
  return Date.parse(validFrom) > Date.now() ? "todo" : "done";
}

function Detail({ version }: { readonly version: VersionRow }) {
  const { createdBy } = version;
  const person = createdBy && ([createdBy.firstName, createdBy.lastName].filter(Boolean).join(" ") || createdBy.email);
  return (
    <details className="version">
      <summary>{summaryOf(version)}</summary>
      <div className="version-body">
        <VersionPrices version={version} />
        {person && <p className="hint">{texts.tariffs.madeBy(person)} <Time at={version.createdAt} /></p>}
      </div>
    </details>
  );
}
