/** The parts of the evaluation, in the order in which they are told. */

import { dga, sweep, tunnels } from "./dns/sections.ts";
import { flows } from "./flow/section.ts";
import { panther } from "./panther/section.ts";
import type { Section } from "./section.ts";
import { stratus } from "./stratus/section.ts";

export const SECTIONS: readonly Section[] = [stratus, panther, dga, tunnels, sweep, flows];
