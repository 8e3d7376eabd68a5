import { GroupMembers, SetGroupRole, type GroupMembersOf } from "documents/groups/rights";
import type { Role } from "documents/schema";
import { useMutation, useQuery } from "../api/hooks";
import { session } from "../api/session";
import { IconButton } from "../components/Button";
import { Card } from "../components/Card";
import { FaultNote } from "../components/PageState";
import { PickerField } from "../pickers/PickerField";
import { Link } from "../router/Link";
import { findPeople } from "../tags/PersonFilter";
import { texts } from "../texts/texts";
import { fullName } from "../users/person";
import { groupHref } from "./GroupTree";

const roles: readonly Role[] = ["MANAGER", "INSTALLER", "SUPPORT"];

/** Who may do more here than their role in the organization says: given at this group, or at one above it. */
export function GroupRights({ id }: { readonly id: string }) {
  const { groups } = texts;
  const { data, fault, refetch } = useQuery(GroupMembers, { id });
  const { run, fault: refused } = useMutation(SetGroupRole);
  const members = (data?.node as GroupMembersOf | null | undefined)?.members;
  const mayChange = session.may("MANAGE_USERS");
  const give = (userId: string, role: Role | null) => void run({ input: { groupId: id, userId, role } });
  if (!members) return fault ? <FaultNote fault={fault} onRetry={() => void refetch()} /> : <div className="page-loading" aria-busy="true" />;
  return (
    <Card title={groups.rights}>
      <div className="stack">
        {refused && <FaultNote fault={refused} />}
        <p className="lead">{groups.rightsLead}</p>
        {members.length === 0 && <p className="lead">{groups.noRights}</p>}
        <ul className="chosen" aria-label={groups.rights}>
          {members.map(({ user, role, group, isInherited }) => (
            <li key={`${user.id} ${group.id}`}>
              <span className="place">
                {fullName(user)}
                <span className="under">{isInherited ? <>{groups.from} <Link href={`${groupHref(group.id)}/rights`}>{group.name}</Link></> : user.email}</span>
              </span>
              {mayChange && !isInherited ? (
                <>
                  <select aria-label={groups.roleOf(fullName(user))} value={role}
                    onChange={(event) => give(user.id, roles.find((each) => each === event.target.value) ?? role)}>
                    {roles.map((each) => <option key={each} value={each}>{texts.roles[each]}</option>)}
                  </select>
                  <IconButton icon="close" label={groups.take(fullName(user))} onClick={() => give(user.id, null)} />
                </>
              ) : <span>{texts.roles[role]}</span>}
            </li>
          ))}
        </ul>
        {/* The least comes first; more is given where the person then stands. */}
        {mayChange && <PickerField key={members.length} label={groups.addPerson} hint={groups.addPersonHint} text="" search={findPeople}
          onChoose={(option) => {
            const isHere = members.some(({ user, isInherited }) => !isInherited && user.id === option?.value);
            if (option && !isHere) give(option.value, "SUPPORT");
          }} />}
      </div>
    </Card>
  );
}
