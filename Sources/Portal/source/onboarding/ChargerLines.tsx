import { useState } from "react";
import { copyText } from "../components/copyText";
import { IconButton } from "../components/Button";
import { Icon } from "../components/Icon";
import { texts } from "../texts/texts";

interface ChargerLinesProps {
  readonly station: { readonly chargePointId: string };
  /** Known only to the page that made it. */
  readonly password: string | undefined;
}

/** What is typed into the charger. */
export function ChargerLines({ station: { chargePointId }, password }: ChargerLinesProps) {
  const { onboarding } = texts;
  const [isJoined, setJoined] = useState(false);
  const base = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ocpp`;
  const id = encodeURIComponent(chargePointId);
  const mail = onboarding.mail(base, chargePointId, password ?? onboarding.passwordElsewhere);
  return (
    <div className="stack onboarding-form">
      <CopyLine label={isJoined ? onboarding.joinedAddress : onboarding.address} text={isJoined ? `${base}/${id}` : base} />
      <div className="field-grid">
        {!isJoined && <CopyLine label={onboarding.id} text={chargePointId} />}
        {password ? <CopyLine label={onboarding.password} text={password} /> : <p className="hint">{onboarding.passwordElsewhere}</p>}
      </div>
      {password && <p className="hint">{onboarding.passwordOnce}</p>}
      <p className="onboarding-more">
        <button type="button" className="link" onClick={() => setJoined(!isJoined)}>{isJoined ? onboarding.apart : onboarding.join}</button>
        <a href={`mailto:?subject=${encodeURIComponent(onboarding.mailSubject(chargePointId))}&body=${encodeURIComponent(mail)}`}>
          <Icon name="mail" /> {onboarding.mailTo}
        </a>
      </p>
    </div>
  );
}

function CopyLine({ label, text }: { label: string; text: string }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <div className="field">
      <span className="copy-label">{label}</span>
      <span className="command">
        <code>{text}</code>
        <IconButton icon={isCopied ? "check" : "copy"} label={texts.copyOf(label)} onClick={() => void copyText(text).then(setCopied)} />
      </span>
    </div>
  );
}
