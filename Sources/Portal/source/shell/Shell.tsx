import { useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { useSession } from "../api/hooks";
import { scope } from "../api/scope";
import { Toasts } from "../components/toasts";
import { useMediaQuery } from "../components/useMediaQuery";
import { Bell } from "../notifications/Bell";
import { Link } from "../router/Link";
import { home, isStaff, type Route } from "../router/routes";
import { texts } from "../texts/texts";
import { BottomBar } from "./BottomBar";
import { BrandMark } from "./BrandMark";
import { GroupDialog, GroupPicker } from "./GroupPicker";
import { LanguageMenu } from "./LanguageMenu";
import { Navigation } from "./Navigation";
import { SearchBox } from "./SearchBox";
import { Shortcuts } from "./Shortcuts";
import { ThemeSwitch } from "./ThemeSwitch";
import { UserMenu } from "./UserMenu";

/** The frame around every page: the way to the content, the brand, the navigation, and what belongs to the person. */
export function Shell({ route, children }: { route?: Route; children: ReactNode }) {
  const session = useSession();
  const viewer = session.kind === "signedIn" ? session.viewer : undefined;
  const hasNavigation = viewer !== undefined && route?.path !== "/sign-in";
  const hasGroups = hasNavigation && isStaff(viewer);
  const isNarrow = useMediaQuery("(max-width: 959px)");
  const group = useSyncExternalStore(scope.subscribe, () => scope.group);
  const [open, setOpen] = useState<"shortcuts" | "groups">();
  const kind = [!hasNavigation && "alone", route?.isFull && "full"].filter(Boolean).join(" ");
  return (
    <div className={`shell ${kind}`}>
      <a className="skip" href="#content" onClick={(event) => {
        // The fragment belongs to the page; only the focus moves.
        event.preventDefault();
        document.getElementById("content")?.focus();
      }}>{texts.skip}</a>
      <header className="topbar">
        <Link className="brand" href={viewer ? home : "/explorer"}><BrandMark /><span>{texts.brand}</span></Link>
        {hasNavigation && <SearchBox />}
        <div className="topbar-end">
          {viewer && <span className="organization" title={texts.navigation.organization}>{viewer.organization.name}</span>}
          {hasGroups && !isNarrow && <GroupPicker />}
          <LanguageMenu />
          {hasNavigation && <Bell />}
          {viewer ? <UserMenu viewer={viewer} onShortcuts={() => setOpen("shortcuts")} onGroups={hasGroups && isNarrow ? () => setOpen("groups") : undefined} /> : <ThemeSwitch />}
        </div>
      </header>
      {hasNavigation && <Navigation viewer={viewer} current={route} />}
      <main id="content" tabIndex={-1}>
        {hasGroups && isNarrow && group !== undefined && <div className="group-strip"><GroupPicker /></div>}
        {route?.isFull || !hasNavigation ? children : <div className="page">{children}</div>}
      </main>
      {hasNavigation && <BottomBar viewer={viewer} current={route} />}
      {viewer && <Shortcuts viewer={viewer} isListed={open === "shortcuts"} onListed={(isListed) => setOpen(isListed ? "shortcuts" : undefined)} />}
      {open === "groups" && <GroupDialog onClose={() => setOpen(undefined)} />}
      <Toasts />
    </div>
  );
}

/** After a moment only: what is quick needs no sign of waiting. */
export function useAfter(milliseconds: number): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return isOver;
}
