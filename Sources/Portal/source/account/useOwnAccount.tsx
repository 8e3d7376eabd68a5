import type { ReactNode } from "react";
import { OwnAccount, type OwnAccountData } from "documents/account/account";
import { useQuery } from "../api/hooks";
import { FaultNote } from "../components/PageState";

export type Own = OwnAccountData["viewer"];

/** What the account is now, or what stands in its place until that is known. */
export function useOwnAccount(): { readonly own: Own | undefined; readonly instead: ReactNode; readonly refetch: () => Promise<void> } {
  const { data, fault, refetch } = useQuery(OwnAccount, {});
  const instead = fault ? <FaultNote fault={fault} onRetry={() => void refetch()} /> : !data && <div className="page-loading" aria-busy="true" />;
  return { own: data?.viewer, instead, refetch };
}
