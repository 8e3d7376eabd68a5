import { useState } from "react";
import { MakeTestTag, type NewStation } from "documents/onboarding/onboarding";
import { useMutation } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { FaultNote } from "../components/PageState";
import { OperationDialog } from "../operations/OperationDialog";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";
import { makePassword } from "./password";

/** A virtual tag that is valid at this station alone, and a first charge with it. */
export function TestCharge({ station }: { station: NewStation }) {
  const { onboarding } = texts;
  const [tag, setTag] = useState<string>();
  const [isStarting, setStarting] = useState(false);
  const { run, isSending, fault } = useMutation(MakeTestTag);
  const begin = async () => {
    if (tag === undefined) {
      const idTag = `TEST-${makePassword().replace(/-/g, "").slice(0, 8).toUpperCase()}`;
      const data = await run({ input: { idTag, medium: "VIRTUAL", alias: onboarding.testAlias(station.chargePointId), stationIds: [station.id] } });
      if (!data) return;
      setTag(data.createTag.tag.idTag);
    }
    setStarting(true);
  };
  const mayTest = session.may("CREATE_TAG") && session.may("OPERATE_STATION");
  return (
    <div className="stack onboarding-form">
      <p>{onboarding.steps.testLead}</p>
      {fault && <FaultNote fault={fault} />}
      <p className="onboarding-more">
        {mayTest && <Button kind="primary" icon="start" disabled={isSending} onClick={() => void begin()}>{onboarding.testStart}</Button>}
        <Link className="button" href={`/stations/${encodeURIComponent(station.chargePointId)}`}>{onboarding.openStation}</Link>
      </p>
      {isStarting && tag !== undefined && (
        <OperationDialog kind="REMOTE_START" stations={[station]} preset={{ idTag: tag }} onClose={() => setStarting(false)} />
      )}
    </div>
  );
}
