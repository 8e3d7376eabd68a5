import { OnceDialog } from "../components/OnceDialog";
import { texts } from "../texts/texts";

/** By which the other system knows that a delivery is ours. */
export function SecretDialog({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  const { webhooks } = texts;
  return <OnceDialog title={webhooks.secretTitle} once={webhooks.secretOnce} label={webhooks.secret} secret={secret} use={webhooks.secretUse} onClose={onClose} />;
}
