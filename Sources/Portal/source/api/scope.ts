/** The group that everything is looked at through, as the address names it by `g`; undefined: all groups. */
import { currentAddress, navigate, watchAddress, withParameters } from "../router/address";

let current = groupOf(currentAddress().search);
const listeners = new Set<() => void>();

function groupOf(search: string): string | undefined {
  return new URLSearchParams(search).get("g") || undefined;
}

watchAddress(() => {
  const next = groupOf(currentAddress().search);
  if (next === current) return;
  current = next;
  for (const listener of [...listeners]) listener();
});

export const scope = {
  get group(): string | undefined {
    return current;
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Pages begin anew; what was chosen on them of one group is not there in another. */
  choose(group: string | undefined): void {
    navigate(withParameters({ g: group, after: undefined, p: undefined, open: undefined }));
  },
};

/** What a request carries for it. */
export function scopeExtensions(group: string | undefined): { readonly extensions?: { readonly group: string } } {
  return group === undefined ? {} : { extensions: { group } };
}
