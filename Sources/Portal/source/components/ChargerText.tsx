import { useState } from "react";
import { texts } from "../texts/texts";
import { visible } from "../format/visible";

const longest = 200;

/** Words of a charger's own: plain text with what cannot be seen made visible, and cut where it is long. */
export function ChargerText({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false);
  const shown = visible(isWhole || text.length <= longest ? text : text.slice(0, longest));
  return (
    <span className="charger-text">
      <bdi>{shown}</bdi>
      {text.length > longest && !isWhole && (
        <> <button type="button" className="link" onClick={() => setWhole(true)}>{texts.more}</button></>
      )}
    </span>
  );
}
