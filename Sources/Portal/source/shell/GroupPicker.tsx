import { useEffect, useState, useSyncExternalStore } from "react";
import { AllGroups } from "documents/pickers/pickers";
import { request } from "../api/request";
import { scope } from "../api/scope";
import { Dialog } from "../components/Dialog";
import { toast } from "../components/toasts";
import { Combobox, type Option } from "../pickers/Combobox";
import { FilterButton } from "../table/filters";
import { texts } from "../texts/texts";

/** The group that all pages are seen through, and the way out of it (A9). */
export function GroupPicker() {
  const group = useSyncExternalStore(scope.subscribe, () => scope.group);
  const [name, setName] = useState<string>();
  const { groupPicker } = texts;
  useEffect(() => {
    setName(undefined);
    if (group === undefined) return;
    void allGroups().then((all) => {
      // Another one was chosen meanwhile.
      if (scope.group !== group) return;
      const found = all.find(({ value }) => value === group);
      if (found) return setName(found.text);
      toast("failed", texts.groupPicker.gone);
      scope.choose(undefined);
    }, () => undefined);
  }, [group]);
  return (
    <div className={group === undefined ? "group-picker" : "group-picker is-set"}>
      <FilterButton label={group === undefined ? groupPicker.all : groupPicker.label} value={group === undefined ? undefined : name ?? "…"}
        onClear={() => scope.choose(undefined)}>
        {(close) => <Search onChoose={({ value }) => {
          scope.choose(value);
          close();
        }} />}
      </FilterButton>
      {group !== undefined && <button type="button" className="link" onClick={() => scope.choose(undefined)}>{groupPicker.logOff}</button>}
    </div>
  );
}

/** The same where there is no room for it in the bar above the pages. */
export function GroupDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={texts.groupPicker.choose} onClose={onClose}>
      <div className="group-dialog">
        <Search onChoose={({ value }) => {
          onClose();
          scope.choose(value);
        }} />
      </div>
    </Dialog>
  );
}

function Search({ onChoose }: { readonly onChoose: (option: Option) => void }) {
  const [text, setText] = useState("");
  return (
    <Combobox label={texts.groupPicker.label} text={text} onText={setText} onChoose={onChoose} hasFocus placeholder={texts.groupPicker.find}
      search={async (typed) => (await allGroups()).filter((each) => each.text.toLowerCase().includes(typed.trim().toLowerCase()))} />
  );
}

/** Of the whole organization, whatever is chosen now. */
async function allGroups(): Promise<readonly Option[]> {
  const { groups } = await request(AllGroups, {}, undefined, "");
  return groups.nodes.map(({ id, name, parent }) => ({ value: id, text: name, ...(parent && { detail: parent.name }) }));
}
