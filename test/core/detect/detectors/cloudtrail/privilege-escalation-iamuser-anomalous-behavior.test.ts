import { anomalousPrivilegeEscalation } from "../../../../../src/core/detect/detectors/cloudtrail/privilege-escalation-iamuser-anomalous-behavior.ts";
import { anomalousTests } from "../../anomalous-samples.ts";

export default anomalousTests(anomalousPrivilegeEscalation, "PrivilegeEscalation", "iam:PutUserPolicy");
