import { useState, type FormEvent } from "react";
import type { Fault } from "../api/fault";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { SelectField, TextField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { useUnsent } from "../components/useUnsent";
import { holdBack } from "../router/address";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";
import { isPrice, isRight, type Draft } from "./draft";
import { MomentField } from "./MomentField";
import { PeriodFields } from "./PeriodFields";

interface TariffFormProps {
  readonly first: Draft;
  readonly fault: Fault | undefined;
  readonly isSending: boolean;
  readonly back: string;
  readonly onSend: (draft: Draft, validFrom: string | undefined) => Promise<void>;
}

/** All that a tariff asks for; the same for a new one and for another version. */
export function TariffForm({ first, fault, isSending, back, onSend }: TariffFormProps) {
  const { tariffs } = texts;
  const [draft, setDraft] = useState(first);
  const [from, setFrom] = useState<string>();
  const [isChecked, setChecked] = useState(false);
  const question = useUnsent(draft !== first && !isSending);
  const change = (next: Partial<Draft>) => setDraft({ ...draft, ...next });
  const needed = (name: "name" | "currency" | "timeZone") => ({
    value: draft[name], onValue: (value: string) => change({ [name]: value }),
    error: fault?.field === name ? fault.message : isChecked && draft[name].trim() === "" ? texts.upkeep.missing : undefined,
  });
  const price = (name: "pricePerKwh" | "pricePerMinute" | "pricePerSession" | "idleFeePerMinute") => ({
    value: draft[name], onValue: (value: string) => change({ [name]: value }), inputMode: "decimal" as const, isOptional: true,
    error: fault?.field === name ? fault.message : isPrice(draft[name]) ? undefined : tariffs.noPrice,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!isRight(draft)) return;
    holdBack(undefined);
    void onSend(draft, from);
  };
  return (
    <form className="stack narrow" noValidate onSubmit={submit}>
      {fault && <FaultNote fault={fault} />}
      <Card title={tariffs.general}>
        <div className="stack">
          <TextField label={tariffs.name} maxLength={100} {...needed("name")} />
          <div className="field-grid top">
            <TextField label={tariffs.currency} maxLength={3} hint={tariffs.currencyHint} {...needed("currency")} />
            <TextField label={tariffs.timeZone} hint={tariffs.timeZoneHint} {...needed("timeZone")} />
          </div>
        </div>
      </Card>
      <Card title={tariffs.prices}>
        <div className="stack">
          <p className="lead">{tariffs.pricesLead}</p>
          <div className="field-grid top">
            <TextField label={tariffs.perKwh} {...price("pricePerKwh")} />
            <TextField label={tariffs.perSession} {...price("pricePerSession")} />
            <TextField label={tariffs.perMinute} {...price("pricePerMinute")} />
            <SelectField label={tariffs.whichMinutes} value={draft.minutes} onValue={(value) => change({ minutes: value === "CHARGING" ? "CHARGING" : "CONNECTED" })}
              choices={[{ value: "CONNECTED", text: tariffs.minutes.CONNECTED }, { value: "CHARGING", text: tariffs.minutes.CHARGING }]} />
            <TextField label={tariffs.idleFee} hint={tariffs.idleHint} {...price("idleFeePerMinute")} />
            <TextField type="number" min="0" step="1" label={tariffs.idleFree} value={draft.idleFreeMinutes}
              onValue={(idleFreeMinutes) => change({ idleFreeMinutes })} error={fault?.field === "idleFreeSeconds" ? fault.message : undefined} />
          </div>
        </div>
      </Card>
      <Card title={tariffs.timesOfDay}>
        <div className="stack">
          <p className="lead">{tariffs.timesLead}</p>
          <PeriodFields periods={draft.periods} isChecked={isChecked} onPeriods={(periods) => change({ periods })} />
        </div>
      </Card>
      <Card title={tariffs.inForceFrom}>
        <div className="stack"><MomentField value={from} onValue={setFrom} error={fault?.field === "validFrom" ? fault.message : undefined} /></div>
      </Card>
      {isChecked && !isRight(draft) && <p className="field-error" role="alert">{tariffs.notRight}</p>}
      <div className="answer-actions">
        <Button type="submit" kind="primary" disabled={isSending}>{texts.save}</Button>
        <Link className="button" href={back}>{texts.cancel}</Link>
      </div>
      {question}
    </form>
  );
}
