/** Body of `POST /v1/lists`. */

import { z } from "zod";
import { LIST_FORMATS } from "../../core/intel/lists/sniff.ts";
import { LIST_NAME_CHARS_MAX } from "../../core/limits.ts";

/** Shown in findings and notices. */
const name = z
  .string()
  .trim()
  .min(1, "is empty")
  .max(LIST_NAME_CHARS_MAX, `is longer than ${LIST_NAME_CHARS_MAX} characters`)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, "holds control characters");

export const S3_LOCATION = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/[^\p{Cc}]{1,1024}$/u;

export const listBody = z
  .strictObject({
    name,
    kind: z.enum(["threat", "trusted"], "not one of threat, trusted"),
    entities: z.enum(["ip", "entity"], "not one of ip, entity"),
    format: z
      .enum(LIST_FORMATS, `not one of ${LIST_FORMATS.join(", ")}`)
      .nullable()
      .default(null),
    /** Without one, the list is uploaded: `PUT /v1/lists/{id}/content`. */
    location: z.string().min(1, "is empty").max(2_048, "is longer than 2,048 characters").nullable().default(null),
    sourceId: z.string().min(1).max(64).nullable().default(null),
    activate: z.boolean().default(false),
  })
  .refine(({ location }) => !location?.startsWith("s3://") || S3_LOCATION.test(location), {
    path: ["location"],
    message: "is no s3://bucket/key",
  })
  .refine(({ location, sourceId }) => (location?.startsWith("s3://") ?? false) === (sourceId !== null), {
    path: ["sourceId"],
    message: "is needed for s3://, and only for it: the source by whose role the bucket is read",
  })
  .refine(({ location, activate }) => location !== null || !activate, {
    path: ["activate"],
    message: "is for later: a list without a location is uploaded first",
  });
