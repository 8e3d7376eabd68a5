import { useEffect, useState } from "react";
import { texts } from "./texts/texts";
import type { Request } from "../graphql/secrets";
import { readShareLink } from "./shareLink";

/** The query and variables that are being written; a link to the page brings its own. */
export function useDraft(onBrokenLink: () => void) {
  const [draft, setDraft] = useState<Request>(() => {
    const shared = readShareLink(location.hash);
    return shared && shared !== "broken" ? shared : { query: texts.explorer.starter, variables: "" };
  });
  useEffect(() => {
    if (readShareLink(location.hash) === "broken") onBrokenLink();
    // Another link pasted into the same tab changes nothing but the fragment.
    const changed = () => {
      const shared = readShareLink(location.hash);
      if (shared === "broken") onBrokenLink();
      else if (shared) setDraft(shared);
    };
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
    // Only the first page load and later links count.
  }, []);
  return { draft, setDraft };
}
