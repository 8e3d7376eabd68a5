import "./parser.test";
import "./printer.test";
import "./validation.test";
import "./completion.test";
import "./rest.test";
import "./store.test";
import "./portal.test";
import "./account.test";
import "./selection.test";
import "./liveQuery.test";
import { report } from "./harness";

void report();
