import { anomalousInitialAccess } from "../../../../../src/core/detect/detectors/cloudtrail/initial-access-iamuser-anomalous-behavior.ts";
import { anomalousTests } from "../../anomalous-samples.ts";

export default anomalousTests(anomalousInitialAccess, "InitialAccess", "ssm:StartSession");
