import type { NotificationRow } from "documents/notifications/notifications";
import { Button } from "../components/Button";
import { ChargerText } from "../components/ChargerText";
import { Icon } from "../components/Icon";
import { LiveValue } from "../components/LiveValue";
import { Time } from "../components/Time";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";
import { detailOf, placeOf, sentenceOf, signs } from "./told";

interface NotificationItemProps {
  readonly row: NotificationRow;
  readonly onRead: (row: NotificationRow) => void;
}

/** One thing that a person was told of, how often, and the way to where one sees more. */
export function NotificationItem({ row, onRead }: NotificationItemProps) {
  const { notifications } = texts;
  const [icon, tone] = signs[row.kind];
  const detail = detailOf(row);
  const sentence = sentenceOf(row);
  return (
    <li className={row.isRead ? "notification" : "notification unread"}>
      <span className={`notification-sign ${tone}`}><Icon name={icon} /></span>
      <div className="notification-words">
        <Link className="notification-link" href={placeOf(row)} onClick={() => !row.isRead && onRead(row)}>{sentence}</Link>
        {row.station && row.count > 1 && <LiveValue value={row.count}><span className="times figures">{notifications.times(row.count)}</span></LiveValue>}
        {!row.isRead && <span className="visually-hidden"> {notifications.unread}</span>}
        {detail && <span className="under">{detail.isOurs ? detail.words : <ChargerText text={detail.words} />}</span>}
        {row.count > 1 && <span className="under">{notifications.since} <Time at={row.firstAt} /></span>}
      </div>
      <div className="notification-end">
        <Time at={row.lastAt} form="clock" />
        {!row.isRead && (
          <Button className="small plain" icon="check" aria-label={notifications.markReadOf(sentence)} onClick={() => onRead(row)}>
            <span>{notifications.markRead}</span>
          </Button>
        )}
      </div>
    </li>
  );
}
