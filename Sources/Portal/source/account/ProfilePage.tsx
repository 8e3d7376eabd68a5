import { useState, type FormEvent } from "react";
import { UpdateProfile } from "documents/account/account";
import { useMutation } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Card, Facts } from "../components/Card";
import { SelectField, TextField } from "../components/Field";
import { DownloadLink } from "../components/DownloadLink";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { toast } from "../components/toasts";
import { useUnsent } from "../components/useUnsent";
import { EditOrganizationDialog } from "../organizations/EditOrganizationDialog";
import { holdBack } from "../router/address";
import { languages } from "../texts/languages";
import { texts } from "../texts/texts";
import { AccountHead } from "./AccountHead";
import { DeleteAccountDialog } from "./DeleteAccountDialog";
import { useOwnAccount, type Own } from "./useOwnAccount";

/** What an account tells of its person. */
export default function ProfilePage() {
  const { own, instead } = useOwnAccount();
  return (
    <>
      <AccountHead page="profile" lead={texts.own.profileLead} />
      {instead}
      {own && (
        <div className="grid">
          <div className="span-7 stack"><ProfileForm user={own.user} /></div>
          <div className="span-5 stack"><Given own={own} /><YourData /><DeleteYourAccount /></div>
        </div>
      )}
    </>
  );
}

const names = ["firstName", "lastName", "mobileNumber", "language"] as const;
type Name = (typeof names)[number];

function ProfileForm({ user }: { readonly user: Own["user"] }) {
  const { own, users } = texts;
  const [typed, setTyped] = useState<Readonly<Partial<Record<Name, string>>>>({});
  const { run, fault, isSending } = useMutation(UpdateProfile);
  const question = useUnsent(Object.keys(typed).length > 0 && !isSending);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const data = await run({ input: Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, value.trim() || null])) });
    if (!data) return;
    holdBack(undefined);
    const { firstName, lastName } = data.updateProfile.user;
    if (session.state.kind === "signedIn") session.learn({ user: { ...session.state.viewer.user, firstName, lastName } });
    setTyped({});
    toast("done", texts.saved);
  };
  const field = (name: Name) => ({
    label: users[name], value: typed[name] ?? user[name] ?? "", onValue: (value: string) => setTyped({ ...typed, [name]: value }),
    error: fault?.field === name ? fault.message : undefined,
  });
  return (
    <Card title={users.person}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        {fault && !names.some((name) => name === fault.field) && <FaultNote fault={fault} />}
        <div className="field-grid top">
          <TextField {...field("firstName")} maxLength={100} autoComplete="given-name" />
          <TextField {...field("lastName")} maxLength={100} autoComplete="family-name" />
          <TextField {...field("mobileNumber")} type="tel" maxLength={40} autoComplete="tel" />
          <SelectField {...field("language")} hint={users.languageHint}
            choices={[{ value: "", text: own.noLanguage }, ...Object.entries(languages).map(([value, text]) => ({ value, text }))]} />
        </div>
        <div className="answer-actions">
          <Button type="submit" kind="primary" disabled={isSending}>{texts.save}</Button>
          {Object.keys(typed).length > 0 && <Button onClick={() => setTyped({})}>{texts.cancel}</Button>}
        </div>
      </form>
      {question}
    </Card>
  );
}

/** All that is kept of the person, to take along (A4). */
function YourData() {
  const { own } = texts;
  return (
    <Card title={own.yourData}>
      <div className="stack">
        <p className="lead">{own.yourDataLead}</p>
        <div><DownloadLink className="button" href="/export/me" name="me.json">{own.takeData}</DownloadLink></div>
      </div>
    </Card>
  );
}

/** The end of it all (A4). */
function DeleteYourAccount() {
  const { own } = texts;
  const [isAsking, setAsking] = useState(false);
  return (
    <Card title={own.deleteAccount}>
      <div className="stack">
        <p className="lead">{own.deleteAccountLead}</p>
        <div><Button kind="danger" icon="bin" onClick={() => setAsking(true)}>{own.deleteAccount}</Button></div>
      </div>
      {isAsking && <DeleteAccountDialog onClose={() => setAsking(false)} />}
    </Card>
  );
}

/** What others have written down; it is theirs to change. */
function Given({ own: { user, role, organization } }: { readonly own: Own }) {
  const { own, users, organizations } = texts;
  const [isEditing, setEditing] = useState(false);
  return (
    <Card title={own.given} footer={<span className="unit">{own.givenHint}</span>}>
      <Facts facts={[
        [users.email, user.email], [texts.navigation.organization, (
          <span key="organization" className="row">
            {organization.name}
            {session.may("EDIT_ORGANIZATION") && <Button className="small" icon="edit" onClick={() => setEditing(true)}>{texts.edit}</Button>}
          </span>
        )], [organizations.timeZone, organization.timeZone], [organizations.currency, organization.currency], [users.role, texts.roles[role]],
        [users.employeeNumber, user.employeeNumber], [users.created, <Time key="created" at={user.createdAt} form="date" />],
        [users.tags, user.tags.length > 0 && user.tags.map(({ idTag, alias }) => (alias ? `${idTag} (${alias})` : idTag)).join(", ")],
      ]} />
      {isEditing && <EditOrganizationDialog organization={organization} onClose={() => setEditing(false)} />}
    </Card>
  );
}
