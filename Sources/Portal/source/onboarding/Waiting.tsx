import { useEffect, useState } from "react";
import type { NewStation, NewStationPageData } from "documents/onboarding/onboarding";
import { useNow } from "../components/Time";
import { ChargerText } from "../components/ChargerText";
import { Icon } from "../components/Icon";
import { duration, plain } from "../format/quantity";
import { Refusal } from "../stations/Troubles";
import { texts } from "../texts/texts";

const helpAfter = 60;

interface WaitingProps {
  readonly station: NewStation;
  readonly refusal: NonNullable<NewStationPageData["station"]>["lastRefusal"];
}

/** Turns green by itself when the charger introduces itself. */
export function Waiting({ station, refusal }: WaitingProps) {
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
      {refusal && !isHere && <Refusal refusal={refusal} />}
      {!isHere && seconds >= helpAfter && (
        <div>
          <h3>{onboarding.helpTitle}</h3>
          <ul className="help-list">{onboarding.help.map((each) => <li key={each}>{each}</li>)}</ul>
        </div>
      )}
    </div>
  );
}

function useWaited(): number {
  const [start] = useState(() => Date.now());
  const now = useNow();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => setSeconds(Math.max(0, Math.round((now - start) / 1000))), [now, start]);
  return seconds;
}
