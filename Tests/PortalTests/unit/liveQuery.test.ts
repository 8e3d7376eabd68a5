import { asked } from "./browser";
import { LiveQuery } from "../../../Sources/Portal/source/api/liveQuery";
import { session } from "../../../Sources/Portal/source/api/session";
import type { Document } from "../../../Sources/Portal/source/api/document";
import { equal, test } from "./harness";

const who: Document<{ viewer: { role: string } }, object> = { name: "Who", type: "query", text: "query Who{viewer{role}}" };

test("a query that comes back at once, or is to be asked again while it is asked, is asked anew", async () => {
  equal(await session.signInWithToken("token"), "signedIn");
  const query = LiveQuery.of(who, {}, true);
  const leave = query.subscribe(() => undefined);
  leave();
  const arrived = new Promise<void>((resolve) => query.subscribe(() => query.snapshot().data && resolve()));
  await Promise.race([arrived, new Promise((resolve) => setTimeout(resolve, 2000))]);
  equal(query.snapshot(), { data: { viewer: { role: "MANAGER" } }, isFetching: false });
  const before = asked.length;
  await Promise.all([query.refetch(), query.refetch(), query.refetch()]);
  equal([before, asked.length], [3, 5]);
});
