import type { Texts } from "../english";
import { assignment } from "./assignment";
import { audit } from "./audit";
import { certificates } from "./certificates";
import { charts } from "./charts";
import { connectors } from "./connectors";
import { dashboard } from "./dashboard";
import { exports } from "./exports";
import { firmware } from "./firmware";
import { groups } from "./groups";
import { imports } from "./imports";
import { installation } from "./installation";
import { inventory } from "./inventory";
import { logbook } from "./logbook";
import { maintenance } from "./maintenance";
import { notifications } from "./notifications";
import { onboarding } from "./onboarding";
import { operations } from "./operations";
import { organizations } from "./organizations";
import { own } from "./own";
import { pictures } from "./pictures";
import { queue } from "./queue";
import { quirks } from "./quirks";
import { requests } from "./requests";
import { reservations } from "./reservations";
import { rollouts } from "./rollouts";
import { sessions } from "./sessions";
import { sharing } from "./sharing";
import { shell } from "./shell";
import { shortcuts } from "./shortcuts";
import { signIn } from "./signIn";
import { states } from "./states";
import { station } from "./station";
import { stations } from "./stations";
import { table } from "./table";
import { tags } from "./tags";
import { tariffs } from "./tariffs";
import { upkeep } from "./upkeep";
import { users } from "./users";
import { webhooks } from "./webhooks";

export const french: Texts = {
  ...shell, ...states, assignment, audit, certificates, charts, connectors, dashboard, exports, firmware, groups, imports, installation, inventory,
  logbook, maintenance, notifications, onboarding, operations, organizations, own, pictures, queue, quirks, requests, reservations, rollouts,
  sessions, sharing, shortcuts, signIn, station, stations, table, tags, tariffs, upkeep, users, webhooks,
};
