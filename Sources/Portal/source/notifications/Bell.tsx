import { useEffect, useRef } from "react";
import { NotificationAdded, UnreadNotifications } from "documents/notifications/notifications";
import { useQuery, useSubscription } from "../api/hooks";
import { Icon } from "../components/Icon";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";

/** Counted anew at most so often, however much comes at once. */
const pause = 500;

/** How many things the person has not read of yet, from every page. */
export function Bell() {
  const { data, refetch } = useQuery(UnreadNotifications, {});
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  useSubscription(NotificationAdded, {}, () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void refetch(), pause);
  });
  const count = data?.viewer.unreadNotificationCount ?? 0;
  const label = texts.notifications.bell(count);
  return (
    <Link className="icon-button bell" href="/notifications" aria-label={label} title={label}>
      <Icon name="bell" />
      {count > 0 && <span className="bell-count" aria-hidden="true">{count > 99 ? texts.notifications.many : count}</span>}
    </Link>
  );
}
