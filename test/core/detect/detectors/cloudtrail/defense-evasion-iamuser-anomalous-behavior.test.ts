import { anomalousDefenseEvasion } from "../../../../../src/core/detect/detectors/cloudtrail/defense-evasion-iamuser-anomalous-behavior.ts";
import { anomalousTests } from "../../anomalous-samples.ts";

export default anomalousTests(anomalousDefenseEvasion, "DefenseEvasion", "cloudtrail:StopLogging");
