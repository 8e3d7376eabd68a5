import type { Role, UserStatus } from "documents/schema";
import type { UserRow, UserTag } from "documents/users/users";
import { Badge } from "../components/StatusBadge";
import type { Choice } from "../components/Field";
import type { Shape } from "../components/StatusIcon";
import { languages } from "../texts/languages";
import { texts } from "../texts/texts";

const shapes: Record<UserStatus, Shape> = { ACTIVE: "available", INVITED: "reserved", INACTIVE: "unavailable" };

export const statuses: readonly UserStatus[] = ["ACTIVE", "INVITED", "INACTIVE"];

export const tagTypes: readonly UserTag["type"][] = ["PRIVATE", "COMPANY", "OTHER"];

export function UserBadge({ status, isBare = false }: { readonly status: UserStatus; readonly isBare?: boolean }) {
  return <Badge shape={shapes[status]} isBare={isBare}>{texts.users.statuses[status]}</Badge>;
}

/** First and last name, or the e-mail of who has told neither. */
export function fullName({ firstName, lastName, email }: Pick<UserRow, "firstName" | "lastName" | "email">): string {
  return [firstName, lastName].filter(Boolean).join(" ") || email;
}

export function roleName(role: Role): string {
  const name = texts.roles[role];
  return name.slice(0, 1).toLocaleUpperCase() + name.slice(1);
}

const roles: readonly Role[] = ["PLATFORM_OPERATOR", "ORGANIZATION_OWNER", "MANAGER", "INSTALLER", "SUPPORT", "DRIVER"];

/** Roles that somebody may give: none that is mightier than their own. */
export function rolesUpTo(own: Role): readonly Role[] {
  return roles.slice(Math.max(0, roles.indexOf(own)));
}

export function languageChoices(): readonly Choice[] {
  return [{ value: "", text: texts.users.noLanguage }, ...Object.entries(languages).map(([value, text]) => ({ value, text }))];
}
