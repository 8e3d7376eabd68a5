import { useState } from "react";
import { Messages, type Message } from "documents/maintenance/maintenance";
import { useQuery } from "../api/hooks";
import { prettyJSON } from "../api/prettyJSON";
import { Button } from "../components/Button";
import { Facts } from "../components/Card";
import { ChargerText } from "../components/ChargerText";
import { Drawer } from "../components/Drawer";
import { Figure } from "../components/LiveValue";
import { TabPanel, Tabs } from "../components/Tabs";
import { toast } from "../components/toasts";
import { copyText } from "../explorer/copyText";
import { bytes, count } from "../format/quantity";
import { visible } from "../format/visible";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";
import { frameOf, leavesOf } from "./frame";
import { Direction, KindMark, Milliseconds } from "./messageColumns";

interface MessageDrawerProps {
  readonly message: Message;
  readonly onClose: () => void;
  readonly onNext: (() => void) | undefined;
  readonly onPrevious: (() => void) | undefined;
  /** Another frame of the same exchange. */
  readonly onOpen: (id: string, messageId: string) => void;
}

/** One frame: what it says, as fields and as it was, and the other half of its exchange. */
export function MessageDrawer({ message, onClose, onNext, onPrevious, onOpen }: MessageDrawerProps) {
  const { maintenance } = texts;
  const frame = frameOf(message);
  const [tab, setTab] = useState<"fields" | "raw">(frame.kind === "unreadable" ? "raw" : "fields");
  const copy = async () => {
    if (await copyText(message.payload)) toast("done", texts.copied);
  };
  return (
    <Drawer title={frame.action ?? maintenance.kinds[frame.kind]} onClose={onClose} onNext={onNext} onPrevious={onPrevious}>
      <Facts facts={[
        [texts.stations.station, <Link className="id" href={`/stations/${encodeURIComponent(message.station.chargePointId)}`}>
          {message.station.chargePointId}</Link>],
        [maintenance.time, <Milliseconds at={message.receivedAt} />],
        [maintenance.direction, <Direction direction={message.direction} />],
        [maintenance.kind, <KindMark kind={frame.kind} />],
        [maintenance.messageId, message.messageId !== null && <ChargerText text={message.messageId} />],
        [maintenance.size, <Figure quantity={bytes(message.size)} />],
        [maintenance.connectionNumber, count(message.generation)],
      ]} />
      {message.messageId !== null && <OtherHalf message={message} messageId={message.messageId} onOpen={onOpen} />}
      <div className="drawer-tabs">
        <Tabs label={maintenance.forms} name="message" selected={tab} onSelect={setTab}
          tabs={[{ id: "fields", label: maintenance.fields }, { id: "raw", label: maintenance.raw }]} />
        <Button className="small" icon="copy" onClick={() => void copy()}>{texts.copy}</Button>
      </div>
      <TabPanel name="message" id="fields" selected={tab}><Fields body={frame.body} /></TabPanel>
      <TabPanel name="message" id="raw" selected={tab}>
        <pre className="raw" tabIndex={0} aria-label={maintenance.raw}>{laidOut(message.payload)}</pre>
      </TabPanel>
    </Drawer>
  );
}

/** Line by line; what hides within a line is made visible, and what is no JSON stays as it was. */
function laidOut(payload: string): string {
  const isJSON = /^\s*[[{]/.test(payload);
  return (isJSON ? prettyJSON(payload) : payload).split("\n").map(visible).join("\n");
}

function Fields({ body }: { body: unknown }) {
  const leaves = leavesOf(body);
  if (leaves.length === 0) return <p className="lead">{texts.maintenance.noFields}</p>;
  return (
    <dl className="message-fields">
      {leaves.map(({ path, value }) => <div key={path}><dt><ChargerText text={path} /></dt><dd><ChargerText text={value} /></dd></div>)}
    </dl>
  );
}

function OtherHalf({ message, messageId, onOpen }: Pick<MessageDrawerProps, "message" | "onOpen"> & { messageId: string }) {
  const { maintenance } = texts;
  const { data } = useQuery(Messages, { stationId: message.station.id, filter: { messageId }, first: 10, after: undefined }, { isStill: true });
  if (!data) return null;
  const isCall = frameOf(message).kind === "call";
  const others = data.ocppMessages.nodes.filter(({ id, direction, generation }) =>
    id !== message.id && direction !== message.direction && generation === message.generation);
  const [other] = others;
  if (!other) return isCall ? <p className="hint">{maintenance.noAnswerYet}</p> : null;
  const wait = Math.abs(Date.parse(other.receivedAt) - Date.parse(message.receivedAt));
  return (
    <p>
      {isCall ? maintenance.answered(count(wait)) : maintenance.answers(count(wait))}{" "}
      <button type="button" className="link" onClick={() => onOpen(other.id, messageId)}>
        {isCall ? maintenance.showAnswer : maintenance.showCall}
      </button>
    </p>
  );
}
