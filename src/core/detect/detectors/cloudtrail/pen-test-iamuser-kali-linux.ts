/** PenTest:IAMUser/KaliLinux: the client's user agent names Kali Linux. */

import { penTestDetector } from "../../pen-test-detector.ts";

export const kaliLinux = penTestDetector("PenTest:IAMUser/KaliLinux", "Kali Linux", "kali");
