/** The address of the page, which is the page's state: reading it, changing it, and hearing of changes. */
import { useCallback, useSyncExternalStore } from "react";

export interface Address {
  readonly path: string;
  readonly search: string;
}

/** What a query parameter becomes; undefined and empty lists leave it out. */
export type Changes = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** Holds back a change of page that would lose something, and may go on later. True: it is held. */
export type Guard = (goOn: () => void) => boolean;

const listeners = new Set<() => void>();
/** How far each entry of the history was scrolled. */
const places = new Map<number, number>();
let current = read();
let entry = 0;
let lastEntry = 0;
let guard: Guard | undefined;
let isReturning = false;

function read(): Address {
  return { path: location.pathname.replace(/(.)\/+$/, "$1"), search: location.search };
}

export function startAddress(): void {
  history.scrollRestoration = "manual";
  history.replaceState({ entry }, "");
  addEventListener("popstate", (event) => {
    const state = event.state as { entry?: number } | null;
    places.set(entry, scrollY);
    entry = state?.entry ?? 0;
    isReturning = true;
    become();
  });
}

/** The chosen group stays as one goes from page to page; within a page it is the page's own to change. */
export function navigate(to: string, mode: "push" | "replace" = "push"): void {
  const go = () => {
    guard = undefined;
    change(new URL(to, location.href).pathname === location.pathname ? to : withGroup(to), mode);
  };
  if (guard?.(go)) return;
  go();
}

/** For a form that is not sent yet. */
export function holdBack(next: Guard | undefined): void {
  guard = next;
}

/** Where the page that is drawn now was left, if one has come back to it. */
export function placeToReturnTo(): number {
  const place = isReturning ? places.get(entry) ?? 0 : 0;
  isReturning = false;
  return place;
}

/** An address of a page, seen through the group that is chosen now. */
export function withGroup(to: string): string {
  const group = new URLSearchParams(current.search).get("g");
  const target = new URL(to, location.href);
  if (!group || target.searchParams.has("g")) return to;
  target.searchParams.set("g", group);
  return target.pathname + target.search + target.hash;
}

function change(to: string, mode: "push" | "replace"): void {
  const target = new URL(to, location.href);
  const address = target.pathname + target.search + target.hash;
  if (address === location.pathname + location.search + location.hash) return;
  if (mode === "push") {
    places.set(entry, scrollY);
    lastEntry += 1;
    entry = lastEntry;
    history.pushState({ entry }, "", address);
  } else {
    history.replaceState({ entry }, "", address);
  }
  isReturning = false;
  become();
}

function become(): void {
  current = read();
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For what lives longer than a page. */
export const watchAddress = subscribe;

export function useAddress(): Address {
  return useSyncExternalStore(subscribe, () => current);
}

export function currentAddress(): Address {
  return current;
}

/** The query parameters, and how to change some of them. */
export function useParameters(): readonly [URLSearchParams, (changes: Changes, mode?: "push" | "replace") => void] {
  const { search } = useAddress();
  const set = useCallback((changes: Changes, mode: "push" | "replace" = "push") => navigate(withParameters(changes), mode), []);
  return [new URLSearchParams(search), set];
}

/** The address of this page with some parameters changed. */
export function withParameters(changes: Changes): string {
  const parameters = new URLSearchParams(current.search);
  for (const [name, value] of Object.entries(changes)) {
    parameters.delete(name);
    if (value === undefined || value === "") continue;
    for (const each of typeof value === "object" ? value : [String(value)]) parameters.append(name, each);
  }
  const text = parameters.toString();
  return `${current.path}${text === "" ? "" : `?${text}`}`;
}
