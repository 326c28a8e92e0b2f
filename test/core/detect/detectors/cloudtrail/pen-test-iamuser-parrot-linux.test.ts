import { parrotLinux } from "../../../../../src/core/detect/detectors/cloudtrail/pen-test-iamuser-parrot-linux.ts";
import { apiCall } from "../../api-call.ts";
import { detectorTests } from "../../detector-tests.ts";

export default detectorTests(
  parrotLinux,
  [
    [
      "a Parrot kernel",
      apiCall({ userAgent: "aws-cli/1.22.34 Python/3.9.2 Linux/6.1.0-1parrot1-amd64 botocore/1.23.34" }),
      { title: 'IAM user "alice" called AWS from a host that runs Parrot Linux.' },
    ],
    ["the distrib part", apiCall({ userAgent: "aws-cli/2.15.0 os/linux#6.5.0 md/distrib#parrot.6" })],
  ],
  [
    ["Kali", apiCall({ userAgent: "aws-cli/2.4.5 Linux/5.10.0-kali9-amd64 exe/x86_64.kali.2021" })],
    ["a tool named after the bird", apiCall({ userAgent: "parrot-sync/2.0 Boto3/1.26.0 Linux/6.1.0-13-amd64" })],
  ],
);
