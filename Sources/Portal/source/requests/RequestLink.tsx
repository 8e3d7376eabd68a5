import { Icon } from "../components/Icon";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";

/** From the head of a page to the form of a service request about what it shows; nothing where nobody could be asked. */
export function RequestLink({ href }: { readonly href: string | undefined }) {
  return href === undefined ? null : <Link className="button" href={href}><Icon name="help" />{texts.requests.make}</Link>;
}
