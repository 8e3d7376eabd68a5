import { useState, useSyncExternalStore } from "react";
import { scope } from "../api/scope";
import { session, type Person } from "../api/session";
import { MenuButton, type MenuItem } from "../components/Menu";
import { isOpenTo, routes } from "../router/routes";
import { texts } from "../texts/texts";
import { preferTheme } from "./preferred";
import { currentTheme, type Theme } from "./theme";

const icons = { system: "system", light: "sun", dark: "moon" } as const;

interface UserMenuProps {
  readonly viewer: Person;
  readonly onShortcuts: () => void;
  /** Where the picker of groups has no room of its own. */
  readonly onGroups?: (() => void) | undefined;
}

/** Who is signed in, their own pages, the colours, and the way out. */
export function UserMenu({ viewer, onShortcuts, onGroups }: UserMenuProps) {
  const [theme, setTheme] = useState(currentTheme);
  const { email, firstName, lastName } = viewer.user;
  const name = [firstName, lastName].filter(Boolean).join(" ") || email;
  const own: MenuItem[] = routes.flatMap((route) => (route.account && isOpenTo(route, viewer)
    ? [{ text: texts.account.pages[route.account], href: route.path, icon: "user" as const }] : []));
  const themes: MenuItem[] = (["system", "light", "dark"] as const).map((each: Theme, index) => ({
    text: texts.theme[each], icon: icons[each], isChecked: theme === each, isApart: index === 0 && own.length > 0,
    onChoose: () => {
      preferTheme(each);
      setTheme(each);
    },
  }));
  const group = useSyncExternalStore(scope.subscribe, () => scope.group);
  const keys: MenuItem = { text: texts.shortcuts.title, icon: "keyboard", isApart: true, onChoose: onShortcuts };
  const privacy: MenuItem = { text: texts.signIn.privacy, icon: "shield", href: "/privacy" };
  const imprint: MenuItem = { text: texts.signIn.imprint, icon: "info", href: "/imprint" };
  const groups: MenuItem[] = [
    ...(onGroups ? [{ text: texts.groupPicker.choose, icon: "group" as const, onChoose: onGroups }] : []),
    ...(group === undefined ? [] : [{ text: texts.groupPicker.logOff, icon: "group" as const, onChoose: () => scope.choose(undefined) }]),
  ];
  const out: MenuItem = { text: texts.account.signOut, icon: "leave", isApart: true, onChoose: () => void session.signOut() };
  return (
    <MenuButton
      label={texts.account.menu(name, texts.roles[viewer.role])} className="user-button" align="end" items={[...own, ...themes, keys, privacy, imprint, ...groups, out]}
    >
      <span className="avatar" aria-hidden="true">{initials(name)}</span>
      <span className="user-name">{name}</span>
    </MenuButton>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s.@_-]+/).filter(Boolean);
  return words.slice(0, 2).map((word) => word[0]?.toUpperCase() ?? "").join("");
}
