import { useEffect, useRef, type ReactNode, type RefObject } from "react";
import { timeZone } from "../format/locale";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";
import { ConnectionMark } from "./ConnectionMark";
import { isTyping } from "./shortcuts";

export interface Crumb {
  readonly text: string;
  readonly href?: string;
}

interface PageHeadProps {
  readonly title: string;
  readonly crumbs?: readonly Crumb[];
  /** Beside the title, such as a badge. */
  readonly beside?: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly isLive?: boolean;
  /** Moments are on it: by whose clock is said. */
  readonly hasTimes?: boolean;
}

/** Names the page: its title, where it stands, and what can be done with all of it. */
export function PageHead({ title, crumbs, beside, lead, actions, isLive = false, hasTimes = false }: PageHeadProps) {
  const heading = useHeading(title);
  return (
    <header className="page-head">
      {crumbs && <Crumbs crumbs={crumbs} />}
      <div className="page-head-row">
        <div className="page-head-title">
          <div className="page-head-words">
            <h1 ref={heading} tabIndex={-1}>{title}</h1>
            {beside}
            {hasTimes && <span className="unit"><span className="visually-hidden">{texts.organizations.timeZone} </span>{timeZone()}</span>}
          </div>
          {lead && <p className="lead">{lead}</p>}
        </div>
        {(actions || isLive) && <div className="page-head-actions">{isLive && <ConnectionMark />}{actions}</div>}
      </div>
    </header>
  );
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav className="crumbs" aria-label={texts.breadcrumb}>
      <ol>
        {crumbs.map(({ text, href }) => (
          <li key={text}>{href ? <Link href={href}>{text}</Link> : <span>{text}</span>}</li>
        ))}
      </ol>
    </nav>
  );
}

let hasStarted = false;

/** The title of the window; and after a change of page the focus, so that whoever does not see it hears where they are. */
export function useHeading(title: string): RefObject<HTMLHeadingElement> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${texts.brand}`;
  }, [title]);
  useEffect(() => {
    // The first page has the focus where the browser puts it; and nobody is torn out of what they have begun to type meanwhile.
    if (hasStarted && !isTyping(document.activeElement)) heading.current?.focus({ preventScroll: true });
    hasStarted = true;
  }, []);
  return heading;
}
