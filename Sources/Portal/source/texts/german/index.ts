import type { Texts } from "../english";
import { charts } from "./charts";
import { connectors } from "./connectors";
import { dashboard } from "./dashboard";
import { maintenance } from "./maintenance";
import { onboarding } from "./onboarding";
import { operations } from "./operations";
import { reservations } from "./reservations";
import { sessions } from "./sessions";
import { shell } from "./shell";
import { signIn } from "./signIn";
import { states } from "./states";
import { station } from "./station";
import { stations } from "./stations";
import { table } from "./table";
import { upkeep } from "./upkeep";

export const german: Texts = {
  ...shell, ...states, charts, connectors, dashboard, maintenance, onboarding, operations, reservations,
  sessions, signIn, station, stations, table, upkeep,
};
