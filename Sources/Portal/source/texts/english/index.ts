import { operations } from "./operations";
import { sessions } from "./sessions";
import { shell } from "./shell";
import { signIn } from "./signIn";
import { states } from "./states";
import { stations } from "./stations";
import { table } from "./table";

export const english = { ...shell, ...states, table, signIn, stations, sessions, operations };

export type Texts = typeof english;
