import { anomalousDiscovery } from "../../../../../src/core/detect/detectors/cloudtrail/discovery-iamuser-anomalous-behavior.ts";
import { anomalousTests } from "../../anomalous-samples.ts";

export default anomalousTests(anomalousDiscovery, "Discovery", "ec2:DescribeSnapshots");
