/** Ports that people log in at, whose passwords are guessed: those of GuardDuty's brute-force findings. */

export const SSH_PORT = 22;
export const RDP_PORT = 3389;
export const WINRM_PORTS: readonly number[] = [5985, 5986];

const LOGIN_PORTS: ReadonlySet<number> = new Set([SSH_PORT, RDP_PORT, ...WINRM_PORTS]);

export function isLoginPort(port: number | null): port is number {
  return port !== null && LOGIN_PORTS.has(port);
}
