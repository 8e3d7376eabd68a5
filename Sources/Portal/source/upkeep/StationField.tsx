import { useState } from "react";
import { Combobox } from "../pickers/Combobox";
import { findStations } from "../pickers/StationFilter";
import { Field } from "../components/Field";
import { texts } from "../texts/texts";

export interface ChosenStation {
  readonly id: string;
  readonly name: string;
}

/** One station, found by what is typed. */
export function StationField({ station, onChoose, error, hasFocus = false }: {
  readonly station: ChosenStation | undefined;
  readonly onChoose: (station: ChosenStation | undefined) => void;
  readonly error?: string | undefined;
  readonly hasFocus?: boolean;
}) {
  const [text, setText] = useState<string>();
  return (
    <Field label={texts.stations.station} error={error}>
      {(describing) => (
        <Combobox
          id={describing.id} label={texts.stations.station} text={text ?? station?.name ?? ""} hasFocus={hasFocus} search={findStations}
          describedBy={describing["aria-describedby"]} isInvalid={describing["aria-invalid"]} placeholder={texts.stations.find}
          onText={(typed) => {
            setText(typed);
            if (station) onChoose(undefined);
          }}
          onChoose={({ value, text: name }) => {
            setText(undefined);
            onChoose({ id: value, name });
          }}
        />
      )}
    </Field>
  );
}
