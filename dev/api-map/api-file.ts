/** The fact file of AWS's API names: a line a service, its name and then its APIs, verbs with their objects. */

import { fileURLToPath } from "node:url";

export const API_FILE = fileURLToPath(new URL("aws-apis.txt", import.meta.url).href);

/** "iam Add ClientIDToOpenIDConnectProvider RoleToInstanceProfile; Create AccessKey …" */
export function apiFileText(services: ReadonlyMap<string, ReadonlySet<string>>): string {
  const lines = [...services]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([service, names]) => {
      const objects = new Map<string, string[]>();
      for (const name of [...names].sort()) {
        const verb = /^[A-Z][a-z0-9]*/.exec(name)?.[0] ?? name;
        objects.set(verb, [...(objects.get(verb) ?? []), name.slice(verb.length) || "."]);
      }
      return `${service} ${[...objects].map(([verb, rest]) => `${verb} ${rest.join(" ")}`).join("; ")}`;
    });
  return `${lines.join("\n")}\n`;
}

/** "iam:AddUserToGroup" … */
export function readApiFile(text: string): Set<string> {
  const names = new Set<string>();
  for (const line of text.trimEnd().split("\n")) {
    const space = line.indexOf(" ");
    for (const part of line.slice(space + 1).split("; ")) {
      const [verb, ...objects] = part.split(" ");
      for (const object of objects) names.add(`${line.slice(0, space)}:${verb}${object === "." ? "" : object}`);
    }
  }
  return names;
}
