/** Which Linux distribution a client says it runs on, read from the parts of a user agent that the AWS SDKs write. */

import { REMEMBERED_NAMES_MAX, USER_AGENT_CHARS_MAX } from "../limits.ts";
import { remember } from "../remember.ts";

/**
 * Parts that name the kernel, distribution, build or execution environment. What follows them is written by the SDK
 * from `uname` and `os-release`; every other part (product, `app/`, `lib/`, comments) is free text of the application.
 *
 *   aws-cli 2      Linux/6.1.0-kali5-amd64 · exe/x86_64.kali.2021 · md/distrib#kali.2025 · os/linux#6.1.0-kali5-amd64
 *   aws-cli 1      Linux/5.10.0-kali9-amd64, as do Boto and the SDK for Java 1
 *   others         os/linux#… (Boto, Java 2, JavaScript 3, .NET, PHP), OS/Linux_… (.NET)
 */
const SYSTEM_PART = /^\[?(?:linux\/|os\/|exe\/|exec-env\/|md\/distrib[#/])/i;

/** `name` in lower case, letters only; it must stand alone between non-letters: "kali5" is Kali, "kaliber" is not. */
export const runsOn: (userAgent: string, name: string) => boolean = remember((userAgent, name) => {
  if (!userAgent.toLowerCase().includes(name)) return false;
  const word = new RegExp(`(?<![a-z])${name}(?![a-z])`, "i");
  const parts = userAgent.slice(0, USER_AGENT_CHARS_MAX).split(/\s+/);
  return parts.some((part) => SYSTEM_PART.test(part) && word.test(part));
}, REMEMBERED_NAMES_MAX);
