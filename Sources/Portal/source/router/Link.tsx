import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { navigate, withGroup } from "./address";
import { prefetch } from "./routes";

interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly href: string;
}

/** A link to another page of the portal. It is a true link: it opens in a new tab, and can be copied. */
export function Link({ onClick, ...rest }: LinkProps) {
  return (
    <a
      {...rest}
      href={withGroup(rest.href)}
      onPointerEnter={() => prefetch(rest.href)}
      onClick={(event) => {
        onClick?.(event);
        follow(event, rest.href);
      }}
    />
  );
}

/** Goes there without loading the page anew, unless the browser was asked for something else. */
function follow(event: MouseEvent, href: string): void {
  const isOurs = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (event.defaultPrevented || !isOurs) return;
  event.preventDefault();
  navigate(href);
}
