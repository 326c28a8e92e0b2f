import { anomalousCredentialAccess } from "../../../../../src/core/detect/detectors/cloudtrail/credential-access-iamuser-anomalous-behavior.ts";
import { anomalousTests } from "../../anomalous-samples.ts";

export default anomalousTests(anomalousCredentialAccess, "CredentialAccess", "secretsmanager:GetSecretValue");
