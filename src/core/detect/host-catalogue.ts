/** Every detector of flows and lookups, in order. Adding one = one file + one line here + one mirrored test. */

import type { HostDetector } from "./host-detector.ts";

export const HOST_DETECTORS: readonly HostDetector[] = [];
