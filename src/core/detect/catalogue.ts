/** Every detector, in order. Adding one = one file + one line here + one mirrored test. */

import type { CallDetector } from "./detector.ts";

export const CALL_DETECTORS: readonly CallDetector[] = [];
