/** The explanation of a finding is long: it is stored with it, and shown to those who ask. */

import type { Finding } from "../finding.ts";

export function unexplained(finding: Finding): Finding {
  const { explanation: _, ...additionalInfo } = finding.latest.additionalInfo;
  return { ...finding, latest: { ...finding.latest, additionalInfo } };
}
