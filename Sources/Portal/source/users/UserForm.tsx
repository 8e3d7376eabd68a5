import { useState, type FormEvent } from "react";
import { UpdateUser, type UserRow } from "documents/users/users";
import { useMutation, useViewer } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { CheckField, SelectField, TextField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { useUnsent } from "../components/useUnsent";
import { holdBack } from "../router/address";
import { texts } from "../texts/texts";
import { languageChoices, roleName, rolesUpTo } from "./person";

const names = ["firstName", "lastName", "mobileNumber", "employeeNumber", "customerNumber", "referenceNumber", "language", "role"] as const;
type Name = (typeof names)[number];

/** Who somebody is, and what they may do. What was not touched is not sent. */
export function UserForm({ user, isOneself }: { readonly user: UserRow; readonly isOneself: boolean }) {
  const { station, users } = texts;
  const [typed, setTyped] = useState<Readonly<Partial<Record<Name, string>>>>({});
  const [isActive, setActive] = useState<boolean>();
  const { run, fault, isSending } = useMutation(UpdateUser);
  const isUnsent = Object.keys(typed).length > 0 || isActive !== undefined;
  const question = useUnsent(isUnsent && !isSending);
  const roles = rolesUpTo(useViewer().role);
  // Somebody mightier keeps the role that they have; the server would not take it away.
  const isAbove = !roles.includes(user.role);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const changes = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, value.trim() || null]));
    const data = await run({ input: { id: user.id, ...changes, ...(isActive !== undefined && { isActive }) } });
    if (!data) return;
    holdBack(undefined);
    const { firstName, lastName } = data.updateUser.user;
    if (isOneself && session.state.kind === "signedIn") session.learn({ user: { ...session.state.viewer.user, firstName, lastName } });
    setTyped({});
    setActive(undefined);
    toast("done", texts.saved);
  };
  const field = (name: Name) => ({
    label: name === "customerNumber" || name === "referenceNumber" ? station[name] : users[name],
    value: typed[name] ?? user[name] ?? "", onValue: (value: string) => setTyped({ ...typed, [name]: value }),
    error: fault?.field === name ? fault.message : undefined,
  });
  return (
    <Card title={users.person}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        {fault && !names.some((name) => name === fault.field) && <FaultNote fault={fault} />}
        <div className="field-grid top">
          <TextField {...field("firstName")} maxLength={100} autoComplete="off" />
          <TextField {...field("lastName")} maxLength={100} autoComplete="off" />
          <TextField {...field("mobileNumber")} type="tel" maxLength={40} autoComplete="off" />
          <TextField {...field("employeeNumber")} maxLength={100} autoComplete="off" />
          <TextField {...field("customerNumber")} hint={users.customerHint} maxLength={100} autoComplete="off" />
          <TextField {...field("referenceNumber")} hint={users.customerHint} maxLength={100} autoComplete="off" />
          <SelectField {...field("language")} hint={users.languageHint} choices={languageChoices()} />
          <SelectField {...field("role")} disabled={isAbove || isOneself} hint={isOneself ? users.ownRole : users.roleHints[user.role]}
            choices={(isAbove ? [user.role] : roles).map((value) => ({ value, text: roleName(value) }))} />
        </div>
        <CheckField label={users.mayUse} hint={isOneself ? users.ownRole : users.mayUseHint} isDisabled={isOneself}
          isChecked={isActive ?? user.status !== "INACTIVE"} onChange={setActive} />
        <div className="answer-actions">
          <Button type="submit" kind="primary" disabled={isSending}>{texts.save}</Button>
          {isUnsent && <Button onClick={() => {
            setTyped({});
            setActive(undefined);
          }}>{texts.cancel}</Button>}
        </div>
      </form>
      {question}
    </Card>
  );
}
