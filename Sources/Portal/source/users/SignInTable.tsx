import { useMemo } from "react";
import { UserSignIns, type UserSignInsData } from "documents/users/users";
import { browserName } from "../account/browserName";
import { useQuery } from "../api/hooks";
import { Time } from "../components/Time";
import { Words } from "../stations/stationColumns";
import type { Column } from "../table/columns";
import { DataTable } from "../table/DataTable";
import { useTableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";

type SignIns = NonNullable<NonNullable<UserSignInsData["node"]>["signIns"]>;
type Row = SignIns["nodes"][number] & { readonly id: string };

const filters: readonly string[] = [];

/** How somebody signed in, or tried to, newest first. */
export function SignInTable({ userId }: { readonly userId: string }) {
  const state = useTableState({ filters, sort: "-at" });
  const query = useQuery(UserSignIns, { id: userId, first: state.first, after: state.after });
  const list = query.data?.node?.signIns;
  const rows = useMemo(() => list?.nodes.map((row, index): Row => ({ ...row, id: `${row.at} ${index}` })), [list?.nodes]);
  const columns = useMemo(() => signInColumns(), [language]);
  const { users } = texts;
  return (
    <DataTable
      name="signIns" label={users.signIns} columns={columns} state={state} query={query} rowName={nameOf}
      page={list && rows && { rows, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
      empty={{ title: users.noSignIns }}
    />
  );
}

const nameOf = ({ outcome }: Row) => texts.users.outcomes[outcome];

function signInColumns(): readonly Column<Row>[] {
  const { users } = texts;
  return [
    { id: "at", label: users.at, isName: true, onPhone: "plain", cell: ({ at }) => <Time at={at} /> },
    { id: "outcome", label: users.outcome, onPhone: "plain", cell: ({ outcome }) => users.outcomes[outcome] },
    { id: "address", label: users.address, cell: ({ address }) => <code className="code">{address}</code> },
    { id: "agent", label: users.userAgent, cell: ({ userAgent }) => (userAgent ? <span title={userAgent}>{browserName(userAgent)}</span> : <Words text={null} />) },
  ];
}
