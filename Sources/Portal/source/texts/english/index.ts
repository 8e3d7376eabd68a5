import { charts } from "./charts";
import { connectors } from "./connectors";
import { dashboard } from "./dashboard";
import { onboarding } from "./onboarding";
import { operations } from "./operations";
import { sessions } from "./sessions";
import { shell } from "./shell";
import { signIn } from "./signIn";
import { states } from "./states";
import { station } from "./station";
import { stations } from "./stations";
import { table } from "./table";

export const english = { ...shell, ...states, table, signIn, stations, sessions, operations, charts, station, connectors, dashboard, onboarding };

export type Texts = typeof english;
