import { lazy, Suspense, useEffect, useRef } from "react";
import type { Person } from "../api/session";
import { isShortcut } from "../components/shortcuts";
import { navigate } from "../router/address";
import { isOpenTo, routeOf, type NavigationKey, type Section } from "../router/routes";

const ShortcutsDialog = lazy(() => import("./ShortcutsDialog"));

/** Where `g` and a second key go. */
const places: Readonly<Record<string, string>> = {
  d: "/dashboard", s: "/stations", t: "/tags", k: "/connectors", v: "/reservations", c: "/sessions", o: "/operations", i: "/maintenance/inventory",
  m: "/maintenance/messages", r: "/requests", n: "/notifications", g: "/groups", u: "/settings/users",
};

/** So long the second key is waited for. */
const patience = 1500;

export interface Place {
  readonly key: string;
  readonly href: string;
  readonly text: NavigationKey;
  readonly section?: Section;
}

/** Those that the person may see. */
export function placesOf(viewer: Person): readonly Place[] {
  return Object.entries(places).flatMap(([key, href]) => {
    const route = routeOf(href)?.route;
    return route?.navigation && isOpenTo(route, viewer) ? [{ key, href, ...route.navigation }] : [];
  });
}

interface ShortcutsProps {
  readonly viewer: Person;
  readonly isListed: boolean;
  readonly onListed: (isListed: boolean) => void;
}

/** Keys that work on every page: `/` to the search, `g` and a letter to a page, `?` to the list of them all. */
export function Shortcuts({ viewer, isListed, onListed }: ShortcutsProps) {
  const begun = useRef(0);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isShortcut(event) || document.querySelector("dialog[open]")) return;
      const isSecond = Date.now() - begun.current < patience;
      begun.current = 0;
      const place = isSecond ? placesOf(viewer).find(({ key }) => key === event.key) : undefined;
      if (place) navigate(place.href);
      else if (event.key === "g") begun.current = Date.now();
      else if (event.key === "?") onListed(true);
      else if (event.key === "/") document.querySelector<HTMLElement>("[data-shortcut='/']")?.focus();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the page's own keys, so that the second one is not taken for one of them.
    addEventListener("keydown", pressed, true);
    return () => removeEventListener("keydown", pressed, true);
  }, [viewer, onListed]);
  return isListed ? <Suspense><ShortcutsDialog viewer={viewer} onClose={() => onListed(false)} /></Suspense> : null;
}
