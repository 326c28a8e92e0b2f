/** PenTest:IAMUser/PentooLinux: the client's user agent names Pentoo Linux. */

import { penTestDetector } from "../../pen-test-detector.ts";

export const pentooLinux = penTestDetector("PenTest:IAMUser/PentooLinux", "Pentoo Linux", "pentoo");
