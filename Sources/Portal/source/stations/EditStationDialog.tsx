import { useId, useState, type FormEvent } from "react";
import { UpdateStation, type StationDetail } from "documents/stations/station";
import type { Admission } from "documents/schema";
import { useMutation } from "../api/hooks";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { SelectField, TextAreaField, TextField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { texts } from "../texts/texts";

const names = [
  "description", "installationSite", "street", "zipCode", "city", "country", "mesSerialNumber", "partNumber", "materialNumber", "vendorCode",
  "customerNumber", "referenceNumber",
] as const;
type Name = (typeof names)[number];

const admissions: readonly Admission[] = ["ACCEPTED", "PENDING", "REJECTED"];

/** What people write down of a station. What was not touched is not sent. */
export function EditStationDialog({ station, onClose }: { station: StationDetail; onClose: () => void }) {
  const form = useId();
  const [typed, setTyped] = useState<Readonly<Partial<Record<Name, string>>>>({});
  const [admission, setAdmission] = useState(station.admission);
  const { run, isSending, fault } = useMutation(UpdateStation);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const changes = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, value.trim() || null]));
    const data = await run({ input: { id: station.id, ...changes, ...(admission !== station.admission && { admission }) } });
    if (data) onClose();
  };
  const labels: Record<Name, string> = {
    description: texts.station.description, installationSite: texts.station.site, street: texts.station.street, zipCode: texts.station.zipCode,
    city: texts.station.city, country: texts.station.country, mesSerialNumber: texts.station.mesSerial, partNumber: texts.station.partNumber,
    materialNumber: texts.station.materialNumber, vendorCode: texts.station.vendorCode, customerNumber: texts.station.customerNumber,
    referenceNumber: texts.station.referenceNumber,
  };
  const field = (name: Name) => ({
    label: labels[name], value: typed[name] ?? station[name] ?? "", onValue: (value: string) => setTyped({ ...typed, [name]: value }),
    error: fault?.field === name ? fault.message : undefined, isOptional: true,
  });
  return (
    <Dialog
      title={texts.station.editTitle(station.chargePointId)} onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button type="submit" form={form} kind="primary" disabled={isSending}>{texts.save}</Button>
        </>
      }
    >
      <form id={form} className="stack" onSubmit={(event) => void submit(event)}>
        {fault && <FaultNote fault={fault} />}
        <TextAreaField {...field("description")} rows={2} />
        <SelectField
          label={texts.station.admission} hint={texts.station.admissionHint} value={admission}
          choices={admissions.map((value) => ({ value, text: texts.station.admissions[value] }))}
          onValue={(value) => setAdmission(admissions.find((each) => each === value) ?? "ACCEPTED")}
        />
        <div className="field-grid">{names.slice(1).map((name) => <TextField key={name} {...field(name)} />)}</div>
      </form>
    </Dialog>
  );
}
