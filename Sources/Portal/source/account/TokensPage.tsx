import { useState } from "react";
import { RevokeToken } from "documents/account/account";
import { useMutation } from "../api/hooks";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { Empty, FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { toast } from "../components/toasts";
import { texts } from "../texts/texts";
import { AccountHead } from "./AccountHead";
import { NewTokenDialog } from "./NewTokenDialog";
import { useOwnAccount, type Own } from "./useOwnAccount";

type Token = Own["tokens"][number];

/** With what the person's programs ask. */
export default function TokensPage() {
  const { own: words } = texts;
  const { own, instead, refetch } = useOwnAccount();
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Token>();
  const { run, fault } = useMutation(RevokeToken);
  const revoke = async ({ id }: Token) => {
    setRevoking(undefined);
    if (!await run({ input: { id } })) return;
    toast("done", words.revoked);
    await refetch();
  };
  const make = <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>{words.newToken}</Button>;
  return (
    <>
      <AccountHead page="tokens" lead={words.tokensLead} />
      {fault && <FaultNote fault={fault} />}
      {instead}
      {own && (
        <Card title={words.tokens} aside={own.tokens.length > 0 && make}>
          {own.tokens.length === 0 && <Empty title={words.noTokens} body={words.noTokensBody} action={make} />}
          <ul className="chosen" aria-label={words.tokens}>
            {own.tokens.map((token) => (
              <li key={token.id}>
                <span className="place">
                  {nameOf(token)} <span className="label">{scopeOf(token)}</span>
                  <span className="under">
                    {words.made} <Time at={token.createdAt} /> · {token.lastUsedAt ? <>{words.lastUsed} <Time at={token.lastUsedAt} /></> : words.neverUsed}
                    {" · "}{token.expiresAt ? <>{words.expires} <Time at={token.expiresAt} /></> : words.neverExpires}
                  </span>
                </span>
                <Button className="small danger" aria-label={words.revokeOf(nameOf(token))} onClick={() => setRevoking(token)}>{words.revoke}</Button>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {isMaking && <NewTokenDialog onClose={() => setMaking(false)} onMade={refetch} />}
      {revoking && (
        <ConfirmDialog title={words.revokeTitle(nameOf(revoking))} action={words.revoke} kind="danger" onConfirm={() => void revoke(revoking)}
          onCancel={() => setRevoking(undefined)}>{words.revokeBody}</ConfirmDialog>
      )}
    </>
  );
}

function scopeOf({ isReadOnly, scopes }: Token): string {
  if (scopes) return scopes.map((scope) => texts.own.scopes[scope]).join(" · ");
  return isReadOnly ? texts.own.readOnly : texts.own.allRights;
}

function nameOf({ name, id }: Token): string {
  return name ?? texts.own.unnamed(id);
}
