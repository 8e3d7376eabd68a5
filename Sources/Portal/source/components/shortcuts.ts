/** Keys that do something without Control or Alt: never while somebody types, and not at all where they are turned off (WCAG 2.1.4). */
import { session } from "../api/session";

const preference = "shortcuts";

interface Pressed {
  readonly target: EventTarget | null;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export function areShortcutsOn(): boolean {
  return session.preference(preference) !== false;
}

export function turnShortcuts(isOn: boolean): void {
  session.savePreference(preference, isOn ? null : false);
}

/** Whether keys write something there, or choose by letters. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  const field = target.closest("input, textarea, select, [contenteditable], .CodeMirror, [role=menu], [role=listbox]");
  return field !== null && !(field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio"));
}

export function isShortcut({ target, ctrlKey, metaKey, altKey }: Pressed): boolean {
  return areShortcutsOn() && !ctrlKey && !metaKey && !altKey && !isTyping(target);
}
