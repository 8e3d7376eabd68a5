import { Icon } from "../components/Icon";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";

/** Beside the list's export, whose columns it takes. */
export function ImportLink({ list }: { readonly list: "stations" | "tags" }) {
  return <Link className="button" href={`/${list}/import`}><Icon name="upload" />{texts.imports.open}</Link>;
}
