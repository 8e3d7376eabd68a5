import type { OperationKind, Permission } from "documents/schema";
import type { Person } from "../api/session";
import { Icon, type IconName } from "../components/Icon";
import { MenuButton } from "../components/Menu";
import { Link } from "../router/Link";
import { isOpenTo, routes, type NavigationKey, type Route, type Section } from "../router/routes";
import { texts } from "../texts/texts";

export interface Entry {
  readonly key: NavigationKey | Section;
  readonly icon: IconName;
  readonly href: string;
  readonly pages: readonly PageLink[];
}

interface PageLink {
  readonly text: string;
  readonly href: string;
}

const sectionIcons: Record<Section, IconName> = {
  chargePoints: "station", operations: "operations", maintenance: "wrench", settings: "gear",
};

/** What is asked of stations most, each with its form. The others begin on the page of all operations. */
const forms: readonly (readonly [slug: string, kind: OperationKind, permission: Permission])[] = [
  ["remote-start", "REMOTE_START", "OPERATE_STATION"], ["remote-stop", "REMOTE_STOP", "OPERATE_STATION"], ["reset", "RESET", "OPERATE_STATION"],
  ["availability", "CHANGE_AVAILABILITY", "OPERATE_STATION"], ["change-configuration", "CHANGE_CONFIGURATION", "CONFIGURE_STATION"],
  ["get-configuration", "GET_CONFIGURATION", "OPERATE_STATION"], ["diagnostics", "GET_DIAGNOSTICS", "OPERATE_STATION"],
  ["unlock", "UNLOCK_CONNECTOR", "OPERATE_STATION"], ["trigger-message", "TRIGGER_MESSAGE", "OPERATE_STATION"],
];

function formsFor({ permissions }: Person): readonly PageLink[] {
  return forms.filter(([, , permission]) => permissions.includes(permission))
    .map(([slug, kind]) => ({ text: texts.operations.kinds[kind], href: `/operations/new/${slug}` }));
}

/** What a person sees in the navigation; pages of one section stand together under its name. */
export function entries(viewer: Person): readonly Entry[] {
  const list: Entry[] = [];
  for (const route of routes) {
    if (!route.navigation || !isOpenTo(route, viewer)) continue;
    const { text, icon, section } = route.navigation;
    if (!section) {
      list.push({ key: text, icon, href: route.path, pages: [] });
      continue;
    }
    const at = list.findIndex(({ key }) => key === section);
    const known = list[at];
    const pages = [{ text: texts.navigation[text], href: route.path }, ...(text === "allOperations" ? formsFor(viewer) : [])];
    if (known) list[at] = { ...known, pages: [...known.pages, ...pages] };
    else list.push({ key: section, icon: sectionIcons[section], href: route.path, pages });
  }
  return list;
}

/** The address in the navigation that a page belongs to: its own, or the nearest above it. */
export function place(current: Route | undefined): string | undefined {
  if (!current) return undefined;
  const within = routes.filter(({ navigation, path }) =>
    navigation && (current.path === path || current.path.startsWith(`${path}/`)));
  return within.sort((one, other) => other.path.length - one.path.length)[0]?.path;
}

export function Navigation({ viewer, current }: { viewer: Person; current: Route | undefined }) {
  const here = place(current);
  const all = entries(viewer);
  // Where only pictures have room, pages below a heading are in a menu.
  const below = all.filter(({ pages }) => pages.length > 1).flatMap(({ icon, pages }) => pages.map((page, at) => ({ ...page, icon, isApart: at === 0 })));
  return (
    <nav className="navigation" aria-label={texts.navigationLabel}>
      <ul>
        {all.map(({ key, icon, href, pages }) => {
          const isHere = href === here || pages.some((page) => page.href === here);
          const isHeading = pages.length > 1;
          const at = pages.some((page) => page.href === location.pathname) ? location.pathname : here;
          return (
            <li key={key}>
              <Link href={href} title={texts.navigation[key]} className={isHere ? "here" : undefined}
                aria-current={isHere && !isHeading ? "page" : undefined}>
                <Icon name={icon} /><span>{texts.navigation[key]}</span>
                {isHeading && <Icon name={isHere ? "down" : "chevron"} />}
              </Link>
              {isHeading && isHere && (
                <ul className="subnavigation">
                  {pages.map((page) => (
                    <li key={page.href}>
                      <Link href={page.href} aria-current={page.href === at ? "page" : undefined}>{page.text}</Link>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          );
        })}
        {below.length > 0 && (
          <li className="navigation-more">
            <MenuButton label={texts.moreNavigation} className="icon-button" items={below}><Icon name="menu" /></MenuButton>
          </li>
        )}
      </ul>
    </nav>
  );
}
