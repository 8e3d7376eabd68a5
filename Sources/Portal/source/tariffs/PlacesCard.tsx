import { useState } from "react";
import { AssignTariff, type PlaceRow, type TariffDetail } from "documents/tariffs/tariffs";
import { useMutation } from "../api/hooks";
import { Button, IconButton } from "../components/Button";
import { Card } from "../components/Card";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";
import { AssignDialog } from "./AssignDialog";

interface PlacesCardProps {
  readonly tariff: TariffDetail;
  readonly mayChange: boolean;
  readonly onChanged: () => Promise<void>;
}

/** Where a tariff is in force or will be, and how to change that. */
export function PlacesCard({ tariff, mayChange, onChanged }: PlacesCardProps) {
  const { tariffs } = texts;
  const [isAssigning, setAssigning] = useState(false);
  const [leaving, setLeaving] = useState<PlaceRow>();
  const { run, fault } = useMutation(AssignTariff);
  const { nodes, totalCount } = tariff.assignments;
  const leave = async (place: PlaceRow) => {
    setLeaving(undefined);
    const data = await run({ input: {
      tariffId: null, ...(place.station && { stationIds: [place.station.id] }), ...(place.group && { groupIds: [place.group.id] }),
      organization: !place.station && !place.group,
      // What is still to come is replaced at its own moment, not before it.
      ...(Date.parse(place.validFrom) > Date.now() && { validFrom: place.validFrom }),
    } });
    if (data) await onChanged();
  };
  return (
    <Card
      title={tariffs.where} aside={mayChange && <Button className="small" icon="plus" onClick={() => setAssigning(true)}>{tariffs.assign}</Button>}
      footer={<span className="unit">{totalCount > nodes.length ? tariffs.morePlaces(totalCount - nodes.length) : tariffs.order}</span>}
    >
      {fault && <FaultNote fault={fault} />}
      {nodes.length === 0 && <p className="lead">{tariffs.nowhereLong}</p>}
      <ul className="chosen">
        {nodes.map((place) => (
          <li key={`${place.station?.id ?? place.group?.id ?? ""} ${place.validFrom}`}>
            <span className="place"><Place place={place} /><Since at={place.validFrom} /></span>
            {mayChange && <IconButton icon="close" label={tariffs.leaveLabel(placeName(place))} onClick={() => setLeaving(place)} />}
          </li>
        ))}
      </ul>
      {isAssigning && <AssignDialog tariff={tariff} onClose={() => setAssigning(false)} onDone={() => {
        setAssigning(false);
        void onChanged();
      }} />}
      {leaving && (
        <ConfirmDialog title={tariffs.leaveTitle(tariff.name, placeName(leaving))} action={tariffs.leave} kind="danger"
          onConfirm={() => void leave(leaving)} onCancel={() => setLeaving(undefined)}>
          {leaving.station ? tariffs.leaveStation : leaving.group ? tariffs.leaveGroup : tariffs.leaveOrganization}
        </ConfirmDialog>
      )}
    </Card>
  );
}

function Place({ place: { station, group } }: { readonly place: PlaceRow }) {
  const { tariffs } = texts;
  if (station) return <Link className="id" href={`/stations/${encodeURIComponent(station.chargePointId)}`}>{station.chargePointId}</Link>;
  return group ? <>{group.name} <span className="unit">{tariffs.aGroup}</span></> : <b>{tariffs.organization}</b>;
}

function Since({ at }: { readonly at: string }) {
  const { tariffs } = texts;
  return <span className="under">{Date.parse(at) > Date.now() ? tariffs.willBe : tariffs.isSince} <Time at={at} /></span>;
}

function placeName({ station, group }: PlaceRow): string {
  return station?.chargePointId ?? group?.name ?? texts.tariffs.organization;
}
