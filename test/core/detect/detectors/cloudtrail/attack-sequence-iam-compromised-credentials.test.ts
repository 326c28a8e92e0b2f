import { MARKS } from "../../../../../src/core/behaviour/marks.ts";
import { compromisedCredentialsSequence } from "../../../../../src/core/detect/detectors/cloudtrail/attack-sequence-iam-compromised-credentials.ts";
import { step } from "../../../behaviour/steps.ts";
import { apiCall } from "../../api-call.ts";
import { detectorTests } from "../../detector-tests.ts";

const steps = [
  step("iam:CreateAccessKey", "Persistence", 3, { marks: MARKS.newWhere | MARKS.unheardWhere | MARKS.unheardWhat }),
  step("cloudtrail:StopLogging", "DefenseEvasion", 3, { told: "Recon:IAMUser/TorIPCaller" }),
];
const sequence = { steps, tactics: ["DefenseEvasion", "Persistence"] };
const call = apiCall({ service: "cloudtrail.amazonaws.com", api: "StopLogging" });

export default detectorTests(
  compromisedCredentialsSequence,
  [["a sequence", call, { subject: ["AKIAIOSFODNN7EXAMPLE"] }, {}, sequence]],
  [["a call that ends none", call]],
);
