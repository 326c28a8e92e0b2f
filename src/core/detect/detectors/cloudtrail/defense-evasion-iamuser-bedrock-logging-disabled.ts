/** DefenseEvasion:IAMUser/BedrockLoggingDisabled: what models are asked and answer is logged no more. */

import type { ApiCall } from "../../../event.ts";
import { booleanField, type JsonObject, objectField } from "../../../json.ts";
import type { CallDetector } from "../../detector.ts";
import { from, sentence, where, who } from "../../wording.ts";

/** Without a value each of these is on. Source: Bedrock API Reference, LoggingConfig. */
const KINDS = ["textDataDeliveryEnabled", "imageDataDeliveryEnabled", "embeddingDataDeliveryEnabled"] as const;

function disablesLogging(call: ApiCall): boolean {
  if (call.error !== null) return false;
  if (call.api === "DeleteModelInvocationLoggingConfiguration") return true;
  const config = objectField(call.request, "loggingConfig");
  return config !== null && (hasNoDestination(config) || KINDS.every((kind) => booleanField(config, kind) === false));
}

function hasNoDestination(config: JsonObject): boolean {
  return objectField(config, "s3Config") === null && objectField(config, "cloudWatchConfig") === null;
}

export const bedrockLoggingDisabled: CallDetector = {
  type: "DefenseEvasion:IAMUser/BedrockLoggingDisabled",
  watches: "principal",
  apis: ["bedrock:DeleteModelInvocationLoggingConfiguration", "bedrock:PutModelInvocationLoggingConfiguration"],
  summary: "Logging of Amazon Bedrock model invocations was switched off in a Region of the account.",
  misses:
    "Logs that are sent to another bucket or log group, or that are deleted there, and a single kind of data left out.",
  falsePositives: "Logging switched off on purpose, for cost or for the privacy of prompts.",
  attack: ["T1562.008"],
  needs: ["cloudtrail"],
  detect(call) {
    if (!disablesLogging(call)) return null;
    return {
      subject: [],
      title: `${sentence(who(call))} switched off logging of Amazon Bedrock model invocations.`,
      description:
        `${sentence(who(call))} switched off logging of Amazon Bedrock model invocations ${from(call)} ${where(call)}. ` +
        "What models are asked and answer there is no longer recorded. Attackers do this before they run models at your cost.",
    };
  },
};
