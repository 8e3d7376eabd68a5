import type { Texts } from "../english";
import { reservations } from "./reservations";
import { sessions } from "./sessions";
import { shell } from "./shell";
import { signIn } from "./signIn";
import { states } from "./states";
import { stations } from "./stations";
import { table } from "./table";
import { upkeep } from "./upkeep";

export const german: Texts = { ...shell, ...states, table, signIn, stations, sessions, reservations, upkeep };

