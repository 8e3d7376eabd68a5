import { Card, Facts } from "../components/Card";
import { PageHead } from "../components/PageHead";
import { texts as common } from "../texts/texts";
import { LegalFrame, useLegalTexts } from "./LegalFrame";
import { texts } from "./texts/texts";

/** What the server keeps of people, and why. Open to everyone: one may want to know before signing in. */
export default function PrivacyPage() {
  if (!useLegalTexts()) return <div className="page-loading" aria-busy="true" />;
  return (
    <LegalFrame>
      <PageHead title={common.signIn.privacy} lead={texts.lead} />
      <div className="grid">
        <div className="span-8 stack"><Kept /></div>
        <div className="span-4 stack">
          <Cookies />
          <Card title={texts.browser}><p>{texts.browserBody}</p></Card>
          <Card title={texts.others}><p>{texts.othersBody}</p></Card>
          <Card title={texts.yours}><p>{texts.yoursBody}</p></Card>
        </div>
      </div>
    </LegalFrame>
  );
}

function Kept() {
  return (
    <Card title={texts.kept} footer={<span className="unit">{texts.addresses}</span>}>
      <ul className="kept">
        {texts.rows.map(([what, why, howLong]) => (
          <li key={what}>
            <p className="kept-what">{what}</p>
            <Facts facts={[[texts.why, why], [texts.howLong, howLong]]} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Cookies() {
  return (
    <Card title={texts.cookies}>
      <p>{texts.cookiesLead}</p>
      <ul className="kept">
        {Object.entries(texts.cookieRows).map(([name, [why, howLong]]) => (
          <li key={name}>
            <p className="kept-what"><code className="code">{`stationmaster_${name}`}</code></p>
            <p>{why}</p>
            <p className="unit">{howLong}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
