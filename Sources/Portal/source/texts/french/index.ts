import type { Texts } from "../english";
import { charts } from "./charts";
import { connectors } from "./connectors";
import { dashboard } from "./dashboard";
import { maintenance } from "./maintenance";
import { notifications } from "./notifications";
import { onboarding } from "./onboarding";
import { operations } from "./operations";
import { requests } from "./requests";
import { reservations } from "./reservations";
import { sessions } from "./sessions";
import { shell } from "./shell";
import { signIn } from "./signIn";
import { states } from "./states";
import { station } from "./station";
import { stations } from "./stations";
import { table } from "./table";
import { tariffs } from "./tariffs";
import { upkeep } from "./upkeep";

export const french: Texts = {
  ...shell, ...states, charts, connectors, dashboard, maintenance, onboarding, operations, reservations,
  notifications, requests, tariffs,
  sessions, signIn, station, stations, table, upkeep,
};
