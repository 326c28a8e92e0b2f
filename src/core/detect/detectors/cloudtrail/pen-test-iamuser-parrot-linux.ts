/** PenTest:IAMUser/ParrotLinux: the client's user agent names Parrot Linux. */

import { penTestDetector } from "../../pen-test-detector.ts";

export const parrotLinux = penTestDetector("PenTest:IAMUser/ParrotLinux", "Parrot Linux", "parrot");
