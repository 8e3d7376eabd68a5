import type { Texts } from "../english";
import { certificates } from "./certificates";
import { charts } from "./charts";
import { firmware } from "./firmware";
import { maintenance } from "./maintenance";
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

export const german: Texts = { ...shell, ...states, table, signIn, stations, sessions, operations, charts, station, reservations, upkeep, maintenance, firmware, certificates, quirks };

