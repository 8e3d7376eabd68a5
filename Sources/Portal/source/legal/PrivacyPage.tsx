import { useEffect, useState } from "react";
import { useSession } from "../api/hooks";
import { Card, Facts } from "../components/Card";
import { PageHead } from "../components/PageHead";
import { language, texts as common } from "../texts/texts";
import { loadLegalTexts, texts } from "./texts/texts";

/** What the server keeps of people, and why. Open to everyone: one may want to know before signing in. */
export default function PrivacyPage() {
  const session = useSession();
  const [isLoaded, setLoaded] = useState(false);
  useEffect(() => {
    // The page is drawn anew where another language is chosen.
    loadLegalTexts(language).then(() => setLoaded(true), () => setLoaded(true));
  }, []);
  if (!isLoaded) return <div className="page-loading" aria-busy="true" />;
  const content = (
    <>
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
    </>
  );
  // Without a navigation the frame leaves the space around to the page.
  return session.kind === "signedIn" ? content : <div className="page alone-page">{content}</div>;
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
