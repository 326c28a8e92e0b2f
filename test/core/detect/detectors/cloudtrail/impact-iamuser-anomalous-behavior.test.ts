import { anomalousImpact } from "../../../../../src/core/detect/detectors/cloudtrail/impact-iamuser-anomalous-behavior.ts";
import { anomalousTests } from "../../anomalous-samples.ts";

export default anomalousTests(anomalousImpact, "Impact", "kms:ScheduleKeyDeletion");
