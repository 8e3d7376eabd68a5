import { useState } from "react";
import { EndShare, StationShares, type ShareRow } from "documents/stations/sharing";
import type { StationDetail } from "documents/stations/station";
import { useMutation, useQuery } from "../api/hooks";
import { Button, IconButton } from "../components/Button";
import { Card } from "../components/Card";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { toast } from "../components/toasts";
import { visible } from "../format/visible";
import { texts } from "../texts/texts";
import { ShareDialog } from "./ShareDialog";

const nameOf = ({ userEmail, organizationName }: ShareRow) => visible(userEmail ?? organizationName);

/** To whom a station is lent, for those whose it is. */
export function SharingCard({ station }: { readonly station: StationDetail }) {
  const { sharing } = texts;
  const query = useQuery(StationShares, { id: station.id }, { isStill: true });
  const [asked, setAsked] = useState<{ readonly what: "edit" | "end"; readonly share: ShareRow } | { readonly what: "lend" }>();
  const shares = query.data?.station?.shares;
  const close = () => setAsked(undefined);
  const done = (words: string) => {
    toast("done", words);
    close();
    void query.refetch();
  };
  return (
    <Card title={sharing.title} aside={<Button icon="plus" className="small" onClick={() => setAsked({ what: "lend" })}>{sharing.lend}</Button>}>
      {query.fault && <FaultNote fault={query.fault} onRetry={() => void query.refetch()} />}
      {!shares && !query.fault && <div className="page-loading" aria-busy="true" />}
      {shares?.length === 0 && <p className="lead">{sharing.none}</p>}
      {shares && shares.length > 0 && (
        <ShareList shares={shares} onEdit={(share) => setAsked({ what: "edit", share })} onEnd={(share) => setAsked({ what: "end", share })} />
      )}
      {asked?.what === "lend" && <ShareDialog station={station} onClose={close} onDone={(name) => done(sharing.lent(station.chargePointId, name))} />}
      {asked?.what === "edit" && (
        <ShareDialog station={station} share={asked.share} onClose={close} onDone={() => done(texts.saved)} />
      )}
      {asked?.what === "end" && (
        <EndDialog station={station} share={asked.share} onClose={close} onDone={() => done(sharing.ended(nameOf(asked.share)))} />
      )}
    </Card>
  );
}

function ShareList({ shares, onEdit, onEnd }: {
  readonly shares: readonly ShareRow[];
  readonly onEdit: (share: ShareRow) => void;
  readonly onEnd: (share: ShareRow) => void;
}) {
  const { sharing } = texts;
  return (
    <ul className="chosen" aria-label={sharing.title}>
      {shares.map((share) => (
        <li key={share.id}>
          <span className="place">
            {nameOf(share)}
            <span className="under">{share.userEmail ? visible(share.organizationName) : sharing.everybody}</span>
            <span className="unit">
              {sharing.levels[share.level]} · {share.endsAt ? <>{sharing.till} <Time at={share.endsAt} /></> : sharing.untilEnded}
            </span>
          </span>
          <IconButton icon="edit" label={sharing.edit(nameOf(share))} onClick={() => onEdit(share)} />
          <IconButton icon="close" label={sharing.end(nameOf(share))} onClick={() => onEnd(share)} />
        </li>
      ))}
    </ul>
  );
}

function EndDialog({ station, share, onClose, onDone }: {
  readonly station: StationDetail;
  readonly share: ShareRow;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { sharing } = texts;
  const { run, fault } = useMutation(EndShare);
  const end = async () => {
    if (await run({ input: { id: share.id } })) onDone();
  };
  return (
    <ConfirmDialog title={sharing.endTitle(station.chargePointId, nameOf(share))} action={sharing.endAction} kind="danger" onConfirm={() => void end()}
      onCancel={onClose}>
      <p>{sharing.endBody}</p>
      {fault && <FaultNote fault={fault} />}
    </ConfirmDialog>
  );
}
