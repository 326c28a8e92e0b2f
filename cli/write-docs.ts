/** Writes docs/finding-types.md from the catalogue: `npm run docs`. */

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CALL_DETECTORS } from "../src/core/detect/catalogue.ts";
import { HOST_DETECTORS } from "../src/core/detect/host-catalogue.ts";
import { describeFindingTypes } from "../src/core/detect/describe.ts";

const path = fileURLToPath(new URL("../docs/finding-types.md", import.meta.url).href);
writeFileSync(path, describeFindingTypes([...CALL_DETECTORS, ...HOST_DETECTORS]));
