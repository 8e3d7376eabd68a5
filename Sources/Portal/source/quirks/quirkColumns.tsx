import type { QuirkProfileRow } from "documents/quirks/quirks";
import { Switch } from "../components/Field";
import { Time } from "../components/Time";
import { nothing } from "../format/quantity";
import type { Column } from "../table/columns";
import { texts } from "../texts/texts";
import { offsetText } from "./offset";

export function quirkColumns(onTurn: ((profile: QuirkProfileRow, isOn: boolean) => Promise<void>) | undefined): readonly Column<QuirkProfileRow>[] {
  const { quirks, firmware } = texts;
  return [
    { id: "name", label: quirks.name, isName: true, onPhone: "plain", cell: ({ name }) => <b>{name}</b> },
    { id: "vendor", label: firmware.vendor, cell: ({ vendor }) => <span className="ids">{vendor}</span> },
    { id: "model", label: firmware.model, cell: ({ model }) => <span className="ids">{model}</span> },
    { id: "firmware", label: quirks.firmware, cell: ({ firmwareVersion }) => <span className="ids">{firmwareVersion}</span> },
    { id: "does", label: quirks.does, onPhone: "plain", cell: (profile) => <Rules profile={profile} /> },
    {
      id: "on", label: quirks.isOn, onPhone: "plain",
      cell: (profile) => (onTurn
        ? <Switch label={quirks.isOn} isOn={profile.isOn} onChange={(isOn) => void onTurn(profile, isOn)} />
        : profile.isOn ? texts.yes : texts.no),
    },
    { id: "created", label: quirks.createdAt, isExtra: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
  ];
}

function Rules({ profile }: { profile: QuirkProfileRow }) {
  const { rules } = texts.quirks;
  const words = [
    profile.reversesIdTag && rules.reversesIdTag,
    profile.idTagSuffixSeparator !== null && rules.suffix(profile.idTagSuffixSeparator),
    profile.reportsSessionEnergy && rules.reportsSessionEnergy, profile.knowsOnlyStackLevelZero && rules.knowsOnlyStackLevelZero,
    profile.utcOffsetMinutes !== null && rules.offset(offsetText(profile.utcOffsetMinutes)),
  ].filter((word): word is string => typeof word === "string");
  if (words.length === 0) return <span className="unit">{nothing}</span>;
  return <ul className="rule-list">{words.map((word) => <li key={word}>{word}</li>)}</ul>;
}
