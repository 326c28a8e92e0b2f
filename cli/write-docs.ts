/** Writes docs/finding-types.md from the catalogue: `npm run docs`. */

import { writeFileSync } from "node:fs";
import { CALL_DETECTORS } from "../src/core/detect/catalogue.ts";
import { describeFindingTypes } from "../src/core/detect/describe.ts";

writeFileSync(new URL("../docs/finding-types.md", import.meta.url), describeFindingTypes(CALL_DETECTORS));
