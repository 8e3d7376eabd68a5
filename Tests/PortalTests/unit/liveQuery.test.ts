import { asked } from "./browser";
import { LiveQuery } from "../../../Sources/Portal/source/api/liveQuery";
import { session } from "../../../Sources/Portal/source/api/session";
import type { Document } from "../../../Sources/Portal/source/api/document";
import { equal, test } from "./harness";

const who: Document<{ viewer: { role: string } }, object> = { name: "Who", type: "query", text: "query Who{viewer{role}}" };

test("a query that leaves the screen and comes back at once is asked anew", async () => {
  equal(await session.signInWithToken("token"), "signedIn");
  const query = LiveQuery.of(who, {}, true);
  const leave = query.subscribe(() => undefined);
  leave();
  const arrived = new Promise<void>((resolve) => query.subscribe(() => query.snapshot().data && resolve()));
  await Promise.race([arrived, new Promise((resolve) => setTimeout(resolve, 2000))]);
  equal(query.snapshot(), { data: { viewer: { role: "MANAGER" } }, isFetching: false });
  equal(asked.filter((name) => name === "Who").length, 2);
});
