import "./parser.test";
import "./printer.test";
import "./validation.test";
import "./completion.test";
import "./rest.test";
import { report } from "./harness";

report();
