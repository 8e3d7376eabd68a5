import { useEffect, useState, type ReactNode } from "react";
import { useSession } from "../api/hooks";
import { Toasts } from "../components/toasts";
import { Bell } from "../notifications/Bell";
import { Link } from "../router/Link";
import { home, staff, type Route } from "../router/routes";
import { texts } from "../texts/texts";
import { BottomBar } from "./BottomBar";
import { BrandMark } from "./BrandMark";
import { GroupPicker } from "./GroupPicker";
import { LanguageMenu } from "./LanguageMenu";
import { Navigation } from "./Navigation";
import { SearchBox } from "./SearchBox";
import { ThemeSwitch } from "./ThemeSwitch";
import { UserMenu } from "./UserMenu";

/** The frame around every page: the way to the content, the brand, the navigation, and what belongs to the person. */
export function Shell({ route, children }: { route?: Route; children: ReactNode }) {
  const session = useSession();
  const viewer = session.kind === "signedIn" ? session.viewer : undefined;
  const hasNavigation = viewer !== undefined && route?.path !== "/sign-in";
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
          {viewer && <span className="organization" title={texts.account.organization}>{viewer.organization.name}</span>}
          {hasNavigation && staff.includes(viewer.role) && <GroupPicker />}
          <LanguageMenu />
          {hasNavigation && <Bell />}
          {viewer ? <UserMenu viewer={viewer} /> : <ThemeSwitch />}
        </div>
      </header>
      {hasNavigation && <Navigation viewer={viewer} current={route} />}
      <main id="content" tabIndex={-1}>
        {route?.isFull || !hasNavigation ? children : <div className="page">{children}</div>}
      </main>
      {hasNavigation && <BottomBar viewer={viewer} current={route} />}
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
