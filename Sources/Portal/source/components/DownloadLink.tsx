import { useState, type ReactNode } from "react";
import { useSession } from "../api/hooks";
import { session as current } from "../api/session";
import { texts } from "../texts/texts";
import { Icon } from "./Icon";
import { saveFile } from "./saveFile";
import { toast } from "./toasts";

interface DownloadLinkProps {
  readonly href: string;
  /** What the file is called when it is kept. */
  readonly name: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A file of the server's. A browser's cookie goes with a link; a token has to be sent by us. */
export function DownloadLink({ href, name, className, children }: DownloadLinkProps) {
  const session = useSession();
  const [isBusy, setBusy] = useState(false);
  if (session.kind !== "signedIn") return null;
  if (session.by === "cookie") return <a className={className} href={href} download={name}><Icon name="download" />{children}</a>;
  const save = async () => {
    setBusy(true);
    await download(href, name);
    setBusy(false);
  };
  return (
    <button type="button" className={className ?? "link"} disabled={isBusy} onClick={() => void save()}>
      <Icon name="download" />{children}
    </button>
  );
}

/** The same for what is no link, such as an item of a menu. */
export async function download(href: string, name: string): Promise<void> {
  const { state } = current;
  if (state.kind !== "signedIn") return;
  if (state.by === "cookie") {
    const link = document.createElement("a");
    link.href = href;
    link.download = name;
    link.click();
    return;
  }
  try {
    const response = await state.client.fetchFile(href);
    if (!response.ok) throw new Error(response.statusText);
    saveFile(await response.blob(), name);
  } catch {
    toast("failed", texts.table.exportFailed);
  }
}
