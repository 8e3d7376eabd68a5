import { useEffect, useRef } from "react";
import { Link } from "../router/Link";

interface LinkTabsProps {
  readonly label: string;
  readonly current: string;
  readonly tabs: readonly { readonly id: string; readonly text: string; readonly href: string }[];
}

/** Parts of a page that have addresses of their own. */
export function LinkTabs({ label, current, tabs }: LinkTabsProps) {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    // Where not all have room, the one that is shown is in sight.
    const tab = bar.current?.querySelector<HTMLElement>("[aria-current]");
    if (bar.current && tab) bar.current.scrollLeft = tab.offsetLeft - (bar.current.clientWidth - tab.offsetWidth) / 2;
  }, [current]);
  return (
    <nav ref={bar} className="link-tabs" aria-label={label}>
      {tabs.map(({ id, text, href }) => (
        <Link key={id} href={href} aria-current={id === current ? "page" : undefined}>{text}</Link>
      ))}
    </nav>
  );
}
