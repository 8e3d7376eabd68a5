import { useState } from "react";
import { ChangeOneKey, LastConfiguration, ReadConfiguration } from "documents/stations/configuration";
import type { StationDetail } from "documents/stations/station";
import { useMutation, useQuery } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { ChargerText } from "../components/ChargerText";
import { Empty, FaultNote } from "../components/PageState";
import { Note } from "../components/Note";
import { Time } from "../components/Time";
import { answerWord } from "../operations/stops";
import { texts } from "../texts/texts";
import { settingsOf, type KnownKey, type Setting } from "./configurationKeys";
import { LocalListCard } from "./LocalListCard";
import { ProfileList } from "./ProfileList";
import { ScheduleCard } from "./ScheduleCard";
import type { Ask } from "./StationPage";

/** The charger's settings as it last told them, and what limits its power. */
export function ConfigurationTab({ station, ask }: { station: StationDetail; ask: Ask }) {
  return (
    <div className="stack">
      <Settings station={station} />
      <LocalListCard station={station} ask={ask} />
      <ScheduleCard station={station} />
      <ProfileList station={station} ask={ask} />
    </div>
  );
}

function Settings({ station }: { station: StationDetail }) {
  const { configuration: words } = texts.station;
  const last = useQuery(LastConfiguration, { stationIds: [station.id] });
  const reading = useMutation(ReadConfiguration);
  const [text, setText] = useState("");
  const [refusal, setRefusal] = useState<string>();
  const read = async () => {
    setRefusal(undefined);
    const operation = (await reading.run({ input: { stationId: station.id } }))?.getConfiguration.operation;
    if (operation && operation.status !== "ACCEPTED") setRefusal(operation.failure ?? texts.operations.statuses[operation.status]);
    await last.refetch();
  };
  // A reading of some keys alone is not the whole.
  const known = last.data?.operations.nodes[0];
  const settings = known ? settingsOf(known.answer) : [];
  const shown = settings.filter(({ key, value }) => `${key} ${value ?? ""}`.toLowerCase().includes(text.trim().toLowerCase()));
  const mayRead = session.may("OPERATE_STATION");
  const button = mayRead && (
    <Button icon="refresh" className="small" disabled={reading.isSending || station.presence !== "ONLINE"} onClick={() => void read()}>
      {reading.isSending ? words.reading : known ? words.readAgain : words.read}
    </Button>
  );
  return (
    <Card
      title={words.title} isFlush
      aside={<>{known?.answeredAt && <span className="unit">{words.asRead} <Time at={known.answeredAt} /></span>}{button}</>}
    >
      {(reading.fault ?? last.fault) && <div className="panel-note"><FaultNote fault={(reading.fault ?? last.fault)!} /></div>}
      {refusal && <div className="panel-note"><Note kind="danger" isAlert><ChargerText text={refusal} /></Note></div>}
      {last.data && settings.length === 0 && <Empty title={words.none} body={station.presence === "ONLINE" ? words.noneBody : words.noneOffline} />}
      {settings.length > 0 && (
        <>
          <div className="panel-tools">
            <input type="search" aria-label={words.find} placeholder={words.find} value={text} onChange={(event) => setText(event.target.value)} />
            <span className="unit">{words.count(shown.length)}</span>
          </div>
          <SettingTable station={station} settings={shown} onChanged={() => void read()} />
        </>
      )}
    </Card>
  );
}

function SettingTable({ station, settings, onChanged }: {
  readonly station: StationDetail;
  readonly settings: readonly Setting[];
  readonly onChanged: () => void;
}) {
  const { configuration: words } = texts.station;
  return (
    <table className="data settings">
      <thead><tr><th scope="col">{words.key}</th><th scope="col">{words.value}</th><th scope="col">{words.meaning}</th></tr></thead>
      <tbody>
        {settings.map((setting) => (
          <tr key={setting.key}>
            <th scope="row"><ChargerText text={setting.key} /></th>
            <td><Value station={station} setting={setting} onChanged={onChanged} /></td>
            <td className="unit">{setting.key in words.meanings ? words.meanings[setting.key as KnownKey] : ""}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ValueProps {
  readonly station: StationDetail;
  readonly setting: Setting;
  readonly onChanged: () => void;
}

/** Read, or edited in place; the charger's answer stands beside it. */
function Value({ station, setting: { key, value, isReadOnly }, onChanged }: ValueProps) {
  const { configuration: words } = texts.station;
  const [typed, setTyped] = useState<string>();
  const [answer, setAnswer] = useState<string>();
  const changing = useMutation(ChangeOneKey);
  const mayChange = !isReadOnly && station.presence === "ONLINE" && session.may("CONFIGURE_STATION");
  const send = async () => {
    if (typed === undefined) return;
    const operation = (await changing.run({ input: { stationId: station.id, key, value: typed } }))?.changeConfiguration.operation;
    if (!operation) return;
    setAnswer(answerWord(operation.answer) ?? operation.failure ?? texts.operations.statuses[operation.status]);
    if (operation.status !== "ACCEPTED") return;
    setTyped(undefined);
    onChanged();
  };
  if (typed !== undefined) {
    return (
      <form className="value-form" onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}>
        <input aria-label={words.valueOf(key)} value={typed} autoFocus spellCheck={false} onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && setTyped(undefined)} />
        <Button type="submit" kind="primary" className="small" disabled={changing.isSending}>{texts.save}</Button>
        <Button className="small" onClick={() => setTyped(undefined)}>{texts.cancel}</Button>
        {changing.fault && <FaultNote fault={changing.fault} />}
        {answer && <span className="value-answer"><ChargerText text={answer} /></span>}
      </form>
    );
  }
  return (
    <span className="value">
      {value === undefined || value === "" ? <span className="unit">{words.empty}</span> : <code><ChargerText text={value} /></code>}
      {isReadOnly && <span className="label">{words.readOnly}</span>}
      {answer && <span className="value-answer" role="status">{answer in words.answers ? words.answers[answer as keyof typeof words.answers] : answer}</span>}
      {mayChange && (
        <button type="button" className="link" aria-label={words.change(key)} onClick={() => {
          setTyped(value ?? "");
          setAnswer(undefined);
        }}>{texts.edit}</button>
      )}
    </span>
  );
}
