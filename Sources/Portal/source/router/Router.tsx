import { lazy, Suspense, useEffect, useMemo, useSyncExternalStore, type ComponentType, type LazyExoticComponent } from "react";
import { scope } from "../api/scope";
import { useSession } from "../api/hooks";
import { Shell } from "../shell/Shell";
import { StartingPage, UnreachablePage } from "../shell/plainPages";
import { PageNotFound } from "../components/PageState";
import { navigate, placeToReturnTo, useAddress } from "./address";
import { home, isOpenTo, routeOf, type PageProps, type Route } from "./routes";

const pages = new Map<Route, LazyExoticComponent<ComponentType<PageProps>>>();

function pageOf(route: Route): LazyExoticComponent<ComponentType<PageProps>> {
  let page = pages.get(route);
  if (!page) {
    page = lazy(route.load);
    pages.set(route, page);
  }
  return page;
}

/** Shows the page that belongs to the address, or the way to sign in. */
export function Router() {
  const session = useSession();
  const { path, search } = useAddress();
  const group = useSyncExternalStore(scope.subscribe, () => scope.group ?? "");
  const found = useMemo(() => routeOf(path), [path]);
  const isPublic = found?.route.isPublic ?? false;
  const target = path === "/" ? home : undefined;
  const mustSignIn = session.kind === "signedOut" && !isPublic;
  useEffect(() => {
    if (mustSignIn) navigate(signInAddress(path === "/" ? home : path, path === "/" ? "" : search), "replace");
    else if (target) navigate(target, "replace");
  }, [mustSignIn, target, path, search]);
  useScroll(path);

  if (session.kind === "starting" || session.kind === "signingOut" || mustSignIn || target) return <StartingPage />;
  if (session.kind === "unreachable") return <UnreachablePage />;
  const isAllowed = found && (isPublic || (session.kind === "signedIn" && isOpenTo(found.route, session.viewer)));
  if (!found || !isAllowed) return <Shell><PageNotFound /></Shell>;
  const Page = pageOf(found.route);
  return (
    <Shell route={found.route}>
      <Suspense fallback={<div className="page-loading" aria-busy="true" />}>
        <Page key={`${found.route.path} ${group}`} values={found.values} />
      </Suspense>
    </Shell>
  );
}

function signInAddress(path: string, search: string): string {
  return `/sign-in?next=${encodeURIComponent(path + search)}`;
}

/** Only an address of our own: nobody is sent elsewhere by a link to us. */
export function nextAddress(parameters: URLSearchParams): string {
  const next = parameters.get("next") ?? home;
  return /^\/(?![/\\])/.test(next) ? next : home;
}

/** A new page begins at its top; one that one comes back to, where one left it, as soon as it is that long again. */
function useScroll(path: string): void {
  useEffect(() => {
    const place = placeToReturnTo();
    scrollTo(0, place);
    if (place === 0) return undefined;
    let tries = 0;
    const timer = setInterval(() => {
      tries += 1;
      if (Math.abs(scrollY - place) > 2) scrollTo(0, place);
      if (tries >= 10 || Math.abs(scrollY - place) <= 2) clearInterval(timer);
    }, 60);
    return () => clearInterval(timer);
  }, [path]);
}
