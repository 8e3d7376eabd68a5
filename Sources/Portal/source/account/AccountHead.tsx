import { LinkTabs } from "../components/LinkTabs";
import { PageHead } from "../components/PageHead";
import { texts } from "../texts/texts";

const pages = { profile: "/account/profile", security: "/account/security", tokens: "/account/tokens", signIns: "/account/sign-ins" } as const;

/** The head of each page about oneself, and the way to the others. */
export function AccountHead({ page, lead }: { readonly page: keyof typeof pages; readonly lead: string }) {
  const { account, own } = texts;
  return (
    <>
      <PageHead title={account.pages[page]} lead={lead} crumbs={[{ text: own.title }, { text: account.pages[page] }]} />
      <LinkTabs label={own.tabsLabel} current={page}
        tabs={(Object.keys(pages) as (keyof typeof pages)[]).map((id) => ({ id, text: account.pages[id], href: pages[id] }))} />
    </>
  );
}
