import { useState } from "react";
import type { StationDetail } from "documents/stations/station";
import { NewerFirmware } from "documents/stations/update";
import { useQuery } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { ChargerText } from "../components/ChargerText";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { bytes, plain } from "../format/quantity";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";
import type { Ask } from "./StationPage";

interface FirmwareCheckProps {
  readonly station: StationDetail;
  readonly version: string;
  readonly ask: Ask;
}

/** What a station runs, and on demand what the catalogue has that is newer. */
export function FirmwareCheck({ station, version, ask }: FirmwareCheckProps) {
  const [isAsked, setAsked] = useState(false);
  const mayLook = station.removedAt === null && !station.isShared && session.state.kind === "signedIn" && session.state.viewer.role !== "DRIVER";
  return (
    <div className="firmware-check">
      <span className="row">
        <ChargerText text={version} />
        {mayLook && !isAsked && <Button className="small" icon="refresh" onClick={() => setAsked(true)}>{texts.firmware.check}</Button>}
      </span>
      {isAsked && <Newer key={version} stationId={station.id} ask={ask} />}
    </div>
  );
}

function Newer({ stationId, ask }: { readonly stationId: string; readonly ask: Ask }) {
  const { firmware } = texts;
  const { data, fault, refetch } = useQuery(NewerFirmware, { id: stationId }, { isStill: true });
  if (fault) return <FaultNote fault={fault} onRetry={() => void refetch()} />;
  const images = data?.station?.availableFirmware;
  if (!images) return <span className="unit" role="status">{texts.loading}</span>;
  if (images.length === 0) return <span className="unit" role="status">{firmware.upToDate}</span>;
  return (
    <>
      <span className="unit" role="status">{firmware.newer(images.length)}</span>
      <ul className="newer-firmware">
        {images.map(({ id, version, fileName, sizeBytes, isSigned, createdAt }) => (
          <li key={id}>
            <span>
              <b className="ids">{version}</b>{isSigned && <> <span className="label">{firmware.signed}</span></>}
              <span className="under">{fileName} · {plain(bytes(sizeBytes))} · <Time at={createdAt} form="date" /></span>
            </span>
            {session.may("CONFIGURE_STATION") && (
              <Button className="small" icon="download" aria-label={firmware.installOf(version)} onClick={() => ask("UPDATE_FIRMWARE", { imageId: id })}>{firmware.installHere}</Button>
            )}
            {session.may("ROLL_OUT_FIRMWARE") && (
              <Link href={`/firmware/new?image=${encodeURIComponent(id)}`} aria-label={firmware.rollOutOf(version)}>{firmware.rollOut}</Link>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
