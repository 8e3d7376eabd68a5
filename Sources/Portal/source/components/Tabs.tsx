import { useRef, type KeyboardEvent, type ReactNode } from "react";

interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: ReactNode;
}

interface TabsProps<Id extends string> {
  readonly label: string;
  /** Begins the ids of tabs and panels, which name each other. */
  readonly name: string;
  readonly tabs: readonly Tab<Id>[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
}

/** Tabs as the ARIA practices have them: one stop for Tab, arrows move and choose. */
export function Tabs<Id extends string>({ label, name, tabs, selected, onSelect }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === selected);
    const steps: Record<string, number> = {
      ArrowRight: (at + 1) % tabs.length, ArrowLeft: (at + tabs.length - 1) % tabs.length,
      Home: 0, End: tabs.length - 1,
    };
    const next = steps[event.key];
    const tab = next === undefined ? undefined : tabs[next];
    if (!tab || next === undefined) return;
    event.preventDefault();
    onSelect(tab.id);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.id} type="button" role="tab" id={`${name}-tab-${tab.id}`} aria-controls={`${name}-${tab.id}`}
          aria-selected={tab.id === selected} tabIndex={tab.id === selected ? 0 : -1} onClick={() => onSelect(tab.id)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}

interface TabPanelProps<Id extends string> {
  readonly name: string;
  readonly id: Id;
  readonly selected: Id;
  readonly children: ReactNode;
}

export function TabPanel<Id extends string>({ name, id, selected, children }: TabPanelProps<Id>) {
  if (id !== selected) return null;
  return (
    <div className="tab-panel" role="tabpanel" id={`${name}-${id}`} aria-labelledby={`${name}-tab-${id}`}>
      {children}
    </div>
  );
}
