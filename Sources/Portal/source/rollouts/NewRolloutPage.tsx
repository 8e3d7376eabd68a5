import { useState, type FormEvent } from "react";
import { FirmwareToSend } from "documents/operations/firmware";
import { AllGroups } from "documents/pickers/pickers";
import { CreateRollout, StationsToRollOut } from "documents/rollouts/rollouts";
import { useMutation, useQuery } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { CheckField, SelectField, TextField } from "../components/Field";
import { PageHead } from "../components/PageHead";
import { FaultNote, PageNotFound } from "../components/PageState";
import { useUnsent } from "../components/useUnsent";
import { localInput } from "../format/time";
import { holdBack, navigate, useParameters } from "../router/address";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";
import { ChosenStations } from "../upkeep/ChosenStations";
import { emptyDraft, inputOf, mistakesOf, previewOf, stationsOf, type Draft, type Mistakes } from "./draft";
import { Preview } from "./Preview";
import { rolloutHref } from "./progress";

const list = "/firmware?view=rollouts";

/** Which firmware goes to which stations, and how carefully. */
export default function NewRolloutPage() {
  return session.may("ROLL_OUT_FIRMWARE") ? <Form /> : <PageNotFound />;
}

interface PartProps {
  readonly draft: Draft;
  readonly mistakes: Mistakes;
  readonly onChange: (changes: Partial<Draft>) => void;
}

function Form() {
  const { rollouts, navigation } = texts;
  const [parameters] = useParameters();
  const [first] = useState(() => emptyDraft(parameters.get("image")));
  const [draft, setDraft] = useState(first);
  const [isChecked, setChecked] = useState(false);
  const [looked, setLooked] = useState<string>();
  const { run, fault, isSending } = useMutation(CreateRollout);
  const question = useUnsent(draft !== first && !isSending);
  const found = mistakesOf(draft);
  const asked = previewOf(draft);
  // What was shown is of another draft as soon as one changes it.
  const isLooked = looked === JSON.stringify(asked);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(found).length > 0) return;
    if (!isLooked) return setLooked(JSON.stringify(asked));
    const data = await run({ input: inputOf(draft) });
    if (!data) return;
    holdBack(undefined);
    navigate(rolloutHref(data.createFirmwareRollout.rollout.id), "replace");
  };
  const part: PartProps = { draft, mistakes: isChecked ? found : {}, onChange: (changes) => setDraft({ ...draft, ...changes }) };
  return (
    <>
      <PageHead title={rollouts.makeTitle} lead={rollouts.makeLead}
        crumbs={[{ text: navigation.operations }, { text: navigation.firmware, href: list }, { text: rollouts.makeTitle }]} />
      <form className="stack narrow" noValidate onSubmit={(event) => void submit(event)}>
        {fault && <FaultNote fault={fault} />}
        <Card title={rollouts.what}><What {...part} /></Card>
        <Card title={rollouts.where}><Where {...part} /></Card>
        <Card title={rollouts.how}><How {...part} /></Card>
        {isLooked && <Preview input={asked} />}
        {isChecked && Object.keys(found).length > 0 && <p className="field-error" role="alert">{rollouts.notRight}</p>}
        <div className="answer-actions">
          <Button type="submit" kind="primary" icon={isLooked ? "start" : "search"} disabled={isSending}>
            {isLooked ? (draft.startsAt === undefined ? rollouts.begin : rollouts.plan) : rollouts.look}
          </Button>
          <Link className="button" href={list}>{texts.cancel}</Link>
        </div>
      </form>
      {question}
    </>
  );
}

function What({ draft, mistakes, onChange }: PartProps) {
  const { rollouts, firmware, operations } = texts;
  const { data } = useQuery(FirmwareToSend, {}, { isStill: true });
  const images = data?.firmwareImages.nodes ?? [];
  const isSigned = images.some(({ id, isSigned: has }) => id === draft.imageId && has);
  return (
    <div className="stack">
      <SelectField label={firmware.what} value={draft.imageId} error={mistakes.imageId} onValue={(imageId) => onChange({ imageId, isSigned: false })} choices={[
        { value: "", text: operations.choose },
        ...images.map(({ id, vendor, model, version, fileName }) => ({ value: id, text: `${vendor} ${model} ${version} · ${fileName}` })),
      ]} />
      {isSigned && <CheckField label={rollouts.signed} hint={rollouts.signedHint} isChecked={draft.isSigned} onChange={(next) => onChange({ isSigned: next })} />}
      <TextField label={rollouts.name} hint={rollouts.nameHint} maxLength={100} value={draft.name} error={mistakes.name} onValue={(name) => onChange({ name })} />
    </div>
  );
}

function Where({ draft, mistakes, onChange }: PartProps) {
  const { rollouts } = texts;
  return (
    <div className="stack">
      <SelectField label={rollouts.which} value={draft.way} onValue={(way) => onChange({ way: way === "chosen" ? "chosen" : "found" })}
        choices={[{ value: "found", text: rollouts.ways.found }, { value: "chosen", text: rollouts.ways.chosen }]} />
      {draft.way === "found" ? <Found draft={draft} mistakes={mistakes} onChange={onChange} />
        : <ChosenStations stations={draft.chosen} error={mistakes.chosen} onStations={(chosen) => onChange({ chosen })} />}
    </div>
  );
}

/** A filter, and how many stations it finds. */
function Found({ draft, onChange }: PartProps) {
  const { rollouts, stations } = texts;
  const groups = useQuery(AllGroups, {}, { isStill: true }).data?.groups.nodes ?? [];
  const { data } = useQuery(StationsToRollOut, { filter: stationsOf(draft) }, { isStill: true });
  return (
    <>
      <div className="field-grid top">
        <TextField label={stations.find} value={draft.text} maxLength={100} isOptional onValue={(text) => onChange({ text })} />
        <TextField label={rollouts.runs} hint={rollouts.runsHint} value={draft.firmware} maxLength={50} isOptional onValue={(firmware) => onChange({ firmware })} />
        {groups.length > 0 && (
          <SelectField label={stations.group} value={draft.group} isOptional onValue={(group) => onChange({ group })}
            choices={[{ value: "", text: texts.groupPicker.all }, ...groups.map(({ id, name }) => ({ value: id, text: name }))]} />
        )}
      </div>
      {data && <p className="lead" role="status">{rollouts.found(data.stations.totalCount)}</p>}
    </>
  );
}

function How({ draft, mistakes, onChange }: PartProps) {
  const { rollouts } = texts;
  const number = (name: "pauseMinutes" | "maxFailures" | "waitHours") => ({
    value: draft[name], inputMode: "numeric" as const, error: mistakes[name], onValue: (value: string) => onChange({ [name]: value }),
  });
  return (
    <div className="stack">
      <div className="field-grid top">
        <TextField label={rollouts.waves} hint={rollouts.wavesHint} value={draft.waves} error={mistakes.waves} onValue={(waves) => onChange({ waves })} />
        <TextField label={rollouts.pauseMinutes} hint={rollouts.pauseHint} {...number("pauseMinutes")} />
        <TextField label={rollouts.maxFailures} hint={rollouts.maxFailuresHint} {...number("maxFailures")} />
        <TextField label={rollouts.waitHours} hint={rollouts.waitHint} {...number("waitHours")} />
      </div>
      <CheckField label={rollouts.later} isChecked={draft.startsAt !== undefined}
        onChange={(isLater) => onChange({ startsAt: isLater ? localInput(new Date(Date.now() + 3_600_000)) : undefined })} />
      {draft.startsAt !== undefined && (
        <TextField type="datetime-local" label={rollouts.starts} value={draft.startsAt} error={mistakes.startsAt} onValue={(startsAt) => onChange({ startsAt })} />
      )}
    </div>
  );
}
