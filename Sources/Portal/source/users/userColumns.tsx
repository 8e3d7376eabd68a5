import type { UserRow } from "documents/users/users";
import { Time } from "../components/Time";
import { Link } from "../router/Link";
import { Words } from "../stations/stationColumns";
import type { Column } from "../table/columns";
import { texts } from "../texts/texts";
import { roleName, UserBadge } from "./person";

export function userColumns(): readonly Column<UserRow>[] {
  const { users } = texts;
  return [
    { id: "email", label: users.email, isName: true, onPhone: "plain", sort: "ascending", cell: ({ id, email }) => (
      <Link className="id" href={userHref(id)}>{email}</Link>
    ) },
    { id: "first", label: users.firstName, cell: ({ firstName }) => <Words text={firstName} /> },
    { id: "last", label: users.lastName, cell: ({ lastName }) => <Words text={lastName} /> },
    { id: "tags", label: users.tags, cell: ({ tags }) => <Words text={tagsText(tags)} /> },
    { id: "role", label: users.role, cell: ({ role }) => roleName(role) },
    { id: "status", label: users.status, onPhone: "plain", cell: ({ status }) => <UserBadge status={status} isBare={status === "ACTIVE"} /> },
    { id: "signedIn", label: users.lastSignIn, sort: "descending", cell: ({ lastSignInAt }) => <Time at={lastSignInAt} /> },
    { id: "id", label: users.id, isExtra: true, cell: ({ id }) => <code className="code">{id}</code> },
    { id: "employee", label: users.employeeNumber, isExtra: true, cell: ({ employeeNumber }) => <Words text={employeeNumber} /> },
    { id: "mobile", label: users.mobileNumber, isExtra: true, cell: ({ mobileNumber }) => <Words text={mobileNumber} /> },
    { id: "second", label: users.secondFactor, isExtra: true, cell: ({ hasSecondFactor }) => (hasSecondFactor ? texts.yes : texts.no) },
    { id: "created", label: users.created, isExtra: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
  ];
}

export const userHref = (id: string) => `/settings/users/${encodeURIComponent(id)}`;

/** The first two, and how many more. */
function tagsText(tags: UserRow["tags"]): string | null {
  const shown = tags.slice(0, 2).map(({ idTag }) => idTag).join(", ");
  return tags.length > 2 ? texts.users.andMore(shown, tags.length - 2) : shown || null;
}
