import { useState, type ComponentProps } from "react";
import { FilterButton } from "../table/filters";
import type { TableState } from "../table/useTableState";
import { Combobox } from "./Combobox";

interface PickedFilterProps {
  readonly state: TableState;
  /** In the address. */
  readonly name: string;
  readonly label: string;
  /** What is chosen, in words. */
  readonly words: string | undefined;
  readonly search: ComponentProps<typeof Combobox>["search"];
  readonly placeholder?: string;
}

/** Rows of one thing that is looked for; its global id is in the address. */
export function PickedFilter({ state, name, label, words, search, placeholder }: PickedFilterProps) {
  const [text, setText] = useState("");
  return (
    <FilterButton label={label} value={words} onClear={() => state.filter({ [name]: undefined })}>
      {(close) => (
        <Combobox label={label} text={text} onText={setText} search={search} hasFocus {...(placeholder && { placeholder })}
          onChoose={({ value }) => {
            setText("");
            state.filter({ [name]: value });
            close();
          }} />
      )}
    </FilterButton>
  );
}
