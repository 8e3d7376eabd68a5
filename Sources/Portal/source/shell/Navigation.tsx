import type { Person } from "../api/session";
import { Icon, type IconName } from "../components/Icon";
import { Link } from "../router/Link";
import { isOpenTo, routes, type NavigationKey, type Route, type Section } from "../router/routes";
import { texts } from "../texts/texts";

export interface Entry {
  readonly key: NavigationKey | Section;
  readonly icon: IconName;
  readonly href: string;
  readonly pages: readonly { readonly text: NavigationKey; readonly href: string }[];
}

const sectionIcons: Record<Section, IconName> = {
  chargePoints: "station", operations: "operations", maintenance: "wrench", settings: "gear",
};

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
    const page = { text, href: route.path };
    if (known) list[at] = { ...known, pages: [...known.pages, page] };
    else list.push({ key: section, icon: sectionIcons[section], href: route.path, pages: [page] });
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
  return (
    <nav className="navigation" aria-label={texts.navigationLabel}>
      <ul>
        {entries(viewer).map(({ key, icon, href, pages }) => {
          const isHere = href === here || pages.some((page) => page.href === here);
          const isHeading = pages.length > 1;
          return (
            <li key={key}>
              <Link href={href} title={texts.navigation[key]} className={isHere ? "here" : undefined}
                aria-current={isHere && !isHeading ? "page" : undefined}>
                <Icon name={icon} /><span>{texts.navigation[key]}</span>
              </Link>
              {isHeading && (
                <ul className="subnavigation">
                  {pages.map((page) => (
                    <li key={page.href}>
                      <Link href={page.href} aria-current={page.href === here ? "page" : undefined}>{texts.navigation[page.text]}</Link>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
