/** Everything that the actors of one run share. */

import { type FleetMachine, buildMachines } from "./hosts/machines.ts";
import { buildOrganization, type Human, type Options, type Organization, type Workload } from "./organization.ts";

export type World = {
  readonly organization: Organization;
  readonly machines: readonly FleetMachine[];
  readonly seed: number;
  readonly days: number;
};

export function buildWorld(options: Options): World {
  const organization = buildOrganization(options);
  return { organization, machines: buildMachines(organization), seed: options.seed, days: options.days };
}

/** By turns among those that fit, so that attacks fall on different victims. */
export function victim<Item>(items: readonly Item[], turn: number, fits: (item: Item) => boolean, what: string): Item {
  const fitting = items.filter(fits);
  const item = fitting[turn % Math.max(1, fitting.length)];
  if (item === undefined) throw new Error(`the organisation has no ${what}: raise --principals or --hosts`);
  return item;
}

export function isIamUser(human: Human): boolean {
  return human.isIamUser && human.firstDay === 0;
}

export function isOfKind(kind: Workload["kind"]): (workload: Workload) => boolean {
  return (workload) => workload.kind === kind;
}
