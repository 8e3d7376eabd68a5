import { useEffect, useState } from "react";
import { NewStationHints, type NewStation, type NewStationHintsData } from "documents/onboarding/onboarding";
import { useQuery } from "../api/hooks";
import { Time, useNow } from "../components/Time";
import { ChargerText } from "../components/ChargerText";
import { Icon } from "../components/Icon";
import { Note } from "../components/Note";
import { duration, plain } from "../format/quantity";
import { Refusal } from "../stations/Troubles";
import { texts } from "../texts/texts";

const helpAfter = 60;

/** Turns green by itself when the charger introduces itself. */
export function Waiting({ station }: { readonly station: NewStation }) {
  const { onboarding } = texts;
  const { chargePointId, presence, bootedAt, vendor, model, firmwareVersion } = station;
  const seconds = useWaited();
  const isHere = bootedAt !== null;
  const words = [vendor, model].filter(Boolean).join(" ");
  return (
    <div className="stack onboarding-form">
      <div className={isHere ? "wait here" : "wait"} role="status">
        <span className="beacon"><Icon name={isHere ? "check" : "signal"} /></span>
        <div className="wait-words">
          <b>{isHere ? onboarding.here(chargePointId) : presence === "ONLINE" ? onboarding.connected : onboarding.waiting}</b>
          <span>
            {isHere
              ? <ChargerText text={[words, firmwareVersion].filter(Boolean).join(" · ")} />
              : presence === "ONLINE" ? onboarding.connectedLead : onboarding.waitingLead(chargePointId)}
          </span>
        </div>
        {!isHere && <span className="figures unit" aria-hidden="true">{plain(duration(seconds))}</span>}
      </div>
      {!isHere && <Hints stationId={station.id} />}
      {!isHere && seconds >= helpAfter && (
        <div>
          <h3>{onboarding.helpTitle}</h3>
          <ul className="help-list">{onboarding.help.map((each) => <li key={each}>{each}</li>)}</ul>
        </div>
      )}
    </div>
  );
}

/** Why the charger may not come: handshakes that were refused, which are told by no event. */
function Hints({ stationId }: { readonly stationId: string }) {
  const { data, refetch } = useQuery(NewStationHints, { stationId });
  useEffect(() => {
    const timer = setInterval(() => void refetch(), 10_000);
    return () => clearInterval(timer);
  }, [refetch]);
  return <>{data?.onboardingHints.map((hint) => <Hint key={`${hint.reason} ${hint.triedId ?? ""}`} hint={hint} />)}</>;
}

function Hint({ hint }: { readonly hint: NewStationHintsData["onboardingHints"][number] }) {
  const { triedId, lastAt, count } = hint;
  if (triedId === null) return <Refusal refusal={{ ...hint, at: lastAt }} />;
  return (
    <Note kind="warning">
      <span>{texts.onboarding.nearMiss} <b><ChargerText text={triedId} /></b></span>
      <span className="hint">{texts.station.troubles.times(count)}, <Time at={lastAt} form="seconds" /></span>
    </Note>
  );
}

function useWaited(): number {
  const [start] = useState(() => Date.now());
  const now = useNow();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => setSeconds(Math.max(0, Math.round((now - start) / 1000))), [now, start]);
  return seconds;
}
