import { anomalousExfiltration } from "../../../../../src/core/detect/detectors/cloudtrail/exfiltration-iamuser-anomalous-behavior.ts";
import { anomalousTests } from "../../anomalous-samples.ts";

export default anomalousTests(anomalousExfiltration, "Exfiltration", "ec2:ModifySnapshotAttribute");
