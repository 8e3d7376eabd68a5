import type { ReactNode } from "react";
import { Empty } from "../components/PageState";
import { StationField } from "../pickers/PickerField";
import type { TableState } from "../table/useTableState";
import { texts } from "../texts/texts";

/** A log of one station at a time: which one is asked for first. */
export function ChooseStation({ state, body }: { readonly state: TableState; readonly body: ReactNode }) {
  return (
    <section className="panel choose-station">
      <Empty title={texts.maintenance.whichStation} body={body} action={
        <div className="choose-field">
          <StationField label={texts.stations.station} text="" onChoose={(option) => option && state.filter({ station: option.value })} />
        </div>
      } />
    </section>
  );
}
