import { anomalousPersistence } from "../../../../../src/core/detect/detectors/cloudtrail/persistence-iamuser-anomalous-behavior.ts";
import { anomalousTests } from "../../anomalous-samples.ts";

export default anomalousTests(anomalousPersistence, "Persistence", "iam:CreateAccessKey");
