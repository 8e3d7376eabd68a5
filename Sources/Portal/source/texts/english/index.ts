import { certificates } from "./certificates";
import { charts } from "./charts";
import { connectors } from "./connectors";
import { dashboard } from "./dashboard";
import { firmware } from "./firmware";
import { maintenance } from "./maintenance";
import { onboarding } from "./onboarding";
import { operations } from "./operations";
import { quirks } from "./quirks";
import { reservations } from "./reservations";
import { sessions } from "./sessions";
import { shell } from "./shell";
import { signIn } from "./signIn";
import { states } from "./states";
import { station } from "./station";
import { stations } from "./stations";
import { table } from "./table";
import { upkeep } from "./upkeep";

export const english = {
  ...shell, ...states, certificates, charts, connectors, dashboard, firmware, maintenance, onboarding,
  operations, quirks, reservations, sessions, signIn, station, stations, table, upkeep,
};

export type Texts = typeof english;
