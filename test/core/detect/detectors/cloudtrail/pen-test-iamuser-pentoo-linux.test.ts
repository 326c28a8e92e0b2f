import { pentooLinux } from "../../../../../src/core/detect/detectors/cloudtrail/pen-test-iamuser-pentoo-linux.ts";
import { apiCall } from "../../api-call.ts";
import { detectorTests } from "../../detector-tests.ts";

export default detectorTests(
  pentooLinux,
  [
    [
      "a Pentoo kernel",
      apiCall({ userAgent: "aws-cli/1.22.34 Python/3.9.2 Linux/5.15.5-pentoo botocore/1.23.34" }),
      { title: 'IAM user "alice" called AWS from a host that runs Pentoo Linux.' },
    ],
    ["the distrib part", apiCall({ userAgent: "aws-cli/2.15.0 os/linux#6.6.30 md/distrib#pentoo.2024" })],
  ],
  [
    ["Gentoo", apiCall({ userAgent: "aws-cli/1.22.34 Python/3.9.2 Linux/5.15.5-gentoo botocore/1.23.34" })],
    ["an application of that name", apiCall({ userAgent: "Boto3/1.26.0 Linux/6.1.0-13-amd64 app/pentoo" })],
  ],
);
