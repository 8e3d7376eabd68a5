import { useState } from "react";
import { useOwnAccount } from "../account/useOwnAccount";
import { Button } from "../components/Button";
import { Card, Facts } from "../components/Card";
import { PageHead } from "../components/PageHead";
import { texts } from "../texts/texts";
import { EditOrganizationDialog } from "./EditOrganizationDialog";

/** The reader's own organization, for who may change it. */
export default function OrganizationPage() {
  const { organizations, navigation } = texts;
  const { own, instead } = useOwnAccount();
  const [isEditing, setEditing] = useState(false);
  const organization = own?.organization;
  return (
    <>
      <PageHead title={navigation.organization} crumbs={[{ text: navigation.settings }, { text: navigation.organization }]} />
      {instead}
      {organization && (
        <div className="narrow">
          <Card title={organization.name} footer={<Button icon="edit" onClick={() => setEditing(true)}>{texts.edit}</Button>}>
            <Facts facts={[
              [organizations.name, organization.name], [organizations.timeZone, organization.timeZone], [organizations.currency, organization.currency],
            ]} />
          </Card>
        </div>
      )}
      {organization && isEditing && <EditOrganizationDialog organization={organization} onClose={() => setEditing(false)} />}
    </>
  );
}
