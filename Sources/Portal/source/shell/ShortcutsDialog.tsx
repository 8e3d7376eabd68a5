import "together/first";
import { useSession } from "../api/hooks";
import type { Person } from "../api/session";
import { Dialog } from "../components/Dialog";
import { Switch } from "../components/Field";
import { areShortcutsOn, turnShortcuts } from "../components/shortcuts";
import { texts } from "../texts/texts";
import { placesOf } from "./Shortcuts";

/** The keys that do something, and the switch that turns off those of one letter. */
export default function ShortcutsDialog({ viewer, onClose }: { readonly viewer: Person; readonly onClose: () => void }) {
  useSession();
  const { shortcuts, navigation } = texts;
  return (
    <Dialog title={shortcuts.title} lead={shortcuts.lead} onClose={onClose}>
      <Switch label={shortcuts.isOn} isOn={areShortcutsOn()} onChange={turnShortcuts} />
      <List title={shortcuts.everywhere} keys={[[["/"], shortcuts.search], [["?"], shortcuts.list], [["Esc"], shortcuts.close]]} />
      <List title={shortcuts.pages} keys={placesOf(viewer).map(({ key, text, section }) => (
        [["g", key], section ? `${navigation[section]} › ${navigation[text]}` : navigation[text]]))} />
      <List title={shortcuts.lists} keys={[
        [["j"], shortcuts.down], [["k"], shortcuts.up], [["o"], shortcuts.open], [["x"], shortcuts.select],
      ]} />
    </Dialog>
  );
}

interface ListProps {
  readonly title: string;
  readonly keys: readonly (readonly [keys: readonly string[], what: string])[];
}

function List({ title, keys }: ListProps) {
  return (
    <section className="shortcuts">
      <h3>{title}</h3>
      <dl className="fact-list">
        {keys.map(([names, what]) => (
          <div key={what}>
            <dt>{names.map((name) => <kbd key={name}>{name}</kbd>)}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
