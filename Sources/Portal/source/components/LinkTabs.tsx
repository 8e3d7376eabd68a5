import { Link } from "../router/Link";

interface LinkTabsProps {
  readonly label: string;
  readonly current: string;
  readonly tabs: readonly { readonly id: string; readonly text: string; readonly href: string }[];
}

/** Parts of a page that have addresses of their own. */
export function LinkTabs({ label, current, tabs }: LinkTabsProps) {
  return (
    <nav className="link-tabs" aria-label={label}>
      {tabs.map(({ id, text, href }) => (
        <Link key={id} href={href} aria-current={id === current ? "page" : undefined}>{text}</Link>
      ))}
    </nav>
  );
}
