import type { Person } from "../api/session";
import { Icon } from "../components/Icon";
import { MenuButton, type MenuItem } from "../components/Menu";
import { Link } from "../router/Link";
import { isOpenTo, routes, type Route } from "../router/routes";
import { texts } from "../texts/texts";
import { entries, place } from "./Navigation";

/** The navigation of a telephone: the most used pages, and the rest behind one button. */
export function BottomBar({ viewer, current }: { viewer: Person; current: Route | undefined }) {
  const here = place(current);
  const pages = routes.filter((route) => route.navigation?.bar && isOpenTo(route, viewer)).slice(0, 4);
  const shown = pages.map(({ path }) => path);
  const rest: MenuItem[] = entries(viewer).flatMap(({ key, href, icon, pages: below }) =>
    (below.length > 0 ? below : [{ text: texts.navigation[key], href }])
      // Forms of operations begin on the page of all of them, too.
      .filter((page) => !shown.includes(page.href) && !page.href.startsWith("/operations/new/"))
      .map((page) => ({ ...page, icon })));
  return (
    <nav className="bottom-bar" aria-label={texts.navigationLabel}>
      {pages.map(({ path, navigation }) => navigation?.bar && (
        <Link key={path} href={path} aria-current={path === here ? "page" : undefined}>
          <Icon name={navigation.icon} /><span>{texts.bar[navigation.bar]}</span>
        </Link>
      ))}
      {rest.length > 0 && (
        <MenuButton label={texts.moreNavigation} className="bar-button" align="end" items={rest}>
          <Icon name="menu" /><span>{texts.moreNavigation}</span>
        </MenuButton>
      )}
    </nav>
  );
}
