import { kaliLinux } from "../../../../../src/core/detect/detectors/cloudtrail/pen-test-iamuser-kali-linux.ts";
import { apiCall } from "../../api-call.ts";
import { detectorTests, type Fires, type Quiet } from "../../detector-tests.ts";

const fires = (claim: string, userAgent: string): Fires => [claim, apiCall({ userAgent }), { subject: [] }];
const quiet = (claim: string, userAgent: string | null): Quiet => [claim, apiCall({ userAgent })];

const KALI =
  "aws-cli/2.4.5 Python/3.8.8 Linux/5.10.0-kali9-amd64 exe/x86_64.kali.2021 prompt/off command/sts.get-caller-identity";

export default detectorTests(
  kaliLinux,
  [
    [
      "aws-cli 2 with the kernel and build of Kali, whatever the answer was",
      apiCall({ userAgent: KALI, error: "AccessDenied" }),
      {
        title: 'IAM user "alice" called AWS from a host that runs Kali Linux.',
        additionalInfo: { userAgent: { fullUserAgent: KALI, userAgentCategory: "Kali Linux" } },
      },
    ],
    fires(
      "the distrib part alone",
      "aws-cli/2.27.0 md/awscrt#0.26.1 ua/2.1 os/linux#6.12.25-amd64 md/arch#x86_64 lang/python#3.13.3 md/installer#exe md/distrib#kali.2025 md/prompt#off",
    ),
    fires("newer kernels", "aws-cli/2.23.6 ua/2.0 os/linux#6.16.8+kali-amd64 md/arch#x86_64"),
    fires("aws-cli 1", "aws-cli/1.22.34 Python/3.9.10 Linux/5.15.0-kali3-amd64 botocore/1.23.34"),
    fires("Boto", "Boto3/1.26.0 Python/3.11.2 Linux/6.1.0-kali5-amd64 Botocore/1.29.0"),
    fires("a newer Boto", "Boto3/1.34.46 md/Botocore#1.34.46 ua/2.0 os/linux#6.6.9-1kali1-amd64 md/arch#x86_64"),
    fires(
      "the SDK for Java",
      "aws-sdk-java/1.12.124 Linux/5.10.0-kali9-amd64 OpenJDK_64-Bit_Server_VM/11.0.12 java/11.0.12",
    ),
    fires("the SDK for JavaScript", "aws-sdk-js/3.400.0 ua/2.0 os/linux#6.3.0-kali1-amd64 lang/js md/nodejs#18.13.0"),
    fires("the SDK for .NET", "aws-sdk-dotnet-coreclr/3.7.100 OS/Linux_5.18.0-kali5-amd64_#1_SMP ClientAsync"),
    fires("an execution environment of that name", "aws-sdk-go/1.44.157 (go1.19.3; linux; amd64) exec-env/kali"),
    fires("an agent in brackets", "[aws-cli/2.4.5 Python/3.8.8 Linux/5.10.0-kali9-amd64 exe/x86_64.kali.2021]"),
  ],
  [
    quiet("Debian", "aws-cli/2.4.5 Python/3.8.8 Linux/5.10.0-9-amd64 exe/x86_64.debian.11"),
    quiet("an application named kaliber", "Boto3/1.26.0 md/Botocore#1.29.0 os/linux#6.1.0-13-amd64 app/kaliber"),
    quiet("an application named kali", "Boto3/1.26.0 md/Botocore#1.29.0 os/linux#6.1.0-13-amd64 app/kali"),
    quiet("a product named kali", "kali/1.0 aws-sdk-go/1.44.157 (go1.19.3; linux; amd64; kali)"),
    quiet("a kernel in which kali is part of a word", "aws-cli/2.4.5 Linux/5.10.0-kaliber1-amd64 os/linux#5-alkali"),
    quiet("a browser", "Mozilla/5.0 (X11; Kali; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0"),
    quiet("a call without a user agent", null),
  ],
);
