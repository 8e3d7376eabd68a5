import type { ReactNode } from "react";
import { texts } from "../texts/texts";
import { ThemeSwitch } from "./ThemeSwitch";

/** The frame around every page: the way to the content, the brand, and what belongs to the person. */
export function Shell({ account, children }: { account?: ReactNode; children: ReactNode }) {
  return (
    <div className="shell">
      <a className="skip" href="#content" onClick={(event) => {
        // The fragment belongs to the page; only the focus moves.
        event.preventDefault();
        document.getElementById("content")?.focus();
      }}>{texts.skip}</a>
      <header className="topbar">
        <a className="brand" href="/explorer">
          <BrandMark />
          <span>{texts.brand}</span>
        </a>
        <div className="topbar-end">
          {account}
          <ThemeSwitch />
        </div>
      </header>
      <main id="content" tabIndex={-1}>{children}</main>
    </div>
  );
}

function BrandMark() {
  return (
    <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" />
      <path d="M4 16h4M24 16h4" />
      <circle cx="16" cy="16" r="8" />
      <path className="bolt" d="M17.200 10.500 12.800 17h3l-1 4.500 4.400-6.500h-3z" />
    </svg>
  );
}
