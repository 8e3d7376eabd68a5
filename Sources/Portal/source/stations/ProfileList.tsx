import { StationProfiles } from "documents/stations/configuration";
import type { StationDetail } from "documents/stations/station";
import { useQuery } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { decimal } from "../format/quantity";
import { texts } from "../texts/texts";
import type { Ask } from "./StationPage";

/** The charging profiles that the station has accepted. */
export function ProfileList({ station, ask }: { station: StationDetail; ask: Ask }) {
  const { profiles: words } = texts.station;
  const query = useQuery(StationProfiles, { id: station.id });
  const list = query.data?.station?.chargingProfiles.nodes ?? [];
  const mayChange = session.may("CONFIGURE_STATION");
  return (
    <Card
      title={words.title} isFlush
      aside={mayChange && (
        <Button icon="plus" className="small" onClick={() => ask("SET_CHARGING_PROFILE")}>{texts.operations.kinds.SET_CHARGING_PROFILE}</Button>
      )}
    >
      {query.fault && <FaultNote fault={query.fault} onRetry={() => void query.refetch()} />}
      {query.data && list.length === 0 && <p className="panel-empty lead">{words.none}</p>}
      {list.length > 0 && (
        <table className="data">
          <thead>
            <tr>
              <th scope="col">{words.number}</th><th scope="col">{words.purpose}</th><th scope="col">{texts.station.connector}</th>
              <th scope="col">{words.level}</th><th scope="col">{words.limits}</th><th scope="col">{words.accepted}</th>
              <th scope="col"><span className="visually-hidden">{texts.table.actions}</span></th>
            </tr>
          </thead>
          <tbody>
            {list.map((profile) => (
              <tr key={profile.id}>
                <th scope="row">{profile.profileId}</th>
                <td>{texts.operations.choices[profile.purpose]}</td>
                <td>{profile.connector === 0 ? texts.operations.wholeStation : profile.connector}</td>
                <td>{profile.stackLevel}</td>
                <td className="figures">{profile.schedule.periods.map(({ limit }) => `${decimal(limit, 0)} ${profile.schedule.unit}`).join(", ")}</td>
                <td><Time at={profile.acceptedAt} /></td>
                <td className="number">
                  {mayChange && (
                    <Button className="small" onClick={() => ask("CLEAR_CHARGING_PROFILE", { profileId: String(profile.profileId) })}>
                      {texts.operations.actions.CLEAR_CHARGING_PROFILE}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
