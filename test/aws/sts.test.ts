import { expect, test } from "vitest";
import { assumeRole, callerArn, type Role, SessionCache } from "../../src/aws/sts.ts";
import { SESSION_MARGIN_MS } from "../../src/core/limits.ts";
import { awsErrorAnswer, CREDENTIALS, fakeWorld } from "./fake-world.ts";

const ROLE: Role = { roleArn: "arn:aws:iam::111122223333:role/reader", externalId: null, region: "eu-west-1" };

function answer(override: Readonly<Record<string, string>> = {}): Response {
  const fields = {
    AccessKeyId: "ASIAIOSFODNN7EXAMPLE",
    SecretAccessKey: "secret/+=",
    SessionToken: "token&amp;more",
    Expiration: "2024-07-31T14:06:24Z",
    ...override,
  };
  const xml = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
  return new Response(
    `<AssumeRoleResponse><AssumeRoleResult><Credentials>${xml.join("")}</Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  );
}

async function asked(role: Role, endpoint?: string) {
  let body = "";
  const world = fakeWorld(async (request) => {
    body = await request.text();
    return answer();
  });
  const session = await assumeRole(world, endpoint, CREDENTIALS, role);
  return { session, url: world.requests[0]?.url, parameters: Object.fromEntries(new URLSearchParams(body)) };
}

test("asks for a session and reads it", async () => {
  const { session, url, parameters } = await asked(ROLE);
  expect(url).toBe("https://sts.eu-west-1.amazonaws.com/");
  expect(parameters).toEqual({
    Action: "AssumeRole",
    Version: "2011-06-15",
    RoleArn: ROLE.roleArn,
    RoleSessionName: "watchpost",
    DurationSeconds: "3600",
  });
  expect(session).toEqual({
    accessKeyId: "ASIAIOSFODNN7EXAMPLE",
    secretAccessKey: "secret/+=",
    sessionToken: "token&more",
    expiresMs: Date.UTC(2024, 6, 31, 14, 6, 24),
  });
});

test("hands on the external id as it is, and knows China's endpoint and a local one", async () => {
  const hostile = "x&Action=Evil é";
  expect((await asked({ ...ROLE, externalId: hostile })).parameters).toMatchObject({
    Action: "AssumeRole",
    ExternalId: hostile,
  });
  expect((await asked({ ...ROLE, region: "cn-north-1" })).url).toBe("https://sts.cn-north-1.amazonaws.com.cn/");
  expect((await asked(ROLE, "http://127.0.0.1:9/sts")).url).toBe("http://127.0.0.1:9/sts");
});

test("an answer that lacks a part is an error, never half a session", async () => {
  for (const name of ["AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"]) {
    const world = fakeWorld(() => answer({ [name]: "" }));
    await expect(assumeRole(world, undefined, CREDENTIALS, ROLE)).rejects.toMatchObject({ code: "UnexpectedAnswer" });
  }
  const odd = fakeWorld(() => answer({ Expiration: "soon" }));
  expect((await assumeRole(odd, undefined, CREDENTIALS, ROLE)).expiresMs).toBe(odd.nowMs() + 3_600_000);
});

test("a role that may not be taken is told by AWS's code", async () => {
  const world = fakeWorld(() => awsErrorAnswer(403, "AccessDenied"));
  await expect(assumeRole(world, undefined, CREDENTIALS, ROLE)).rejects.toMatchObject({ code: "AccessDenied" });
});

test("a session is kept until shortly before its end, for its role and external id alone", async () => {
  const cache = new SessionCache();
  let made = 0;
  const assume = async () => ({ ...CREDENTIALS, sessionToken: `session-${++made}`, expiresMs: 10_000_000 });
  const tokenOf = async (role: Role, nowMs: number) => (await cache.get(role, nowMs, assume)).sessionToken;
  expect([await tokenOf(ROLE, 0), await tokenOf({ ...ROLE }, 1)]).toEqual(["session-1", "session-1"]);
  expect(await tokenOf({ ...ROLE, externalId: "x" }, 1)).toBe("session-2");
  expect(await tokenOf({ ...ROLE, roleArn: `${ROLE.roleArn}2` }, 1)).toBe("session-3");
  expect(await tokenOf(ROLE, 10_000_000 - SESSION_MARGIN_MS - 1)).toBe("session-1");
  expect(await tokenOf(ROLE, 10_000_000 - SESSION_MARGIN_MS)).toBe("session-4");
});

test("forgets a session when told, and keeps none that could not be made", async () => {
  const cache = new SessionCache();
  let made = 0;
  const assume = async () => ({ ...CREDENTIALS, sessionToken: `session-${++made}`, expiresMs: 10_000_000 });
  await cache.get(ROLE, 0, assume);
  cache.forget(ROLE);
  expect((await cache.get(ROLE, 0, assume)).sessionToken).toBe("session-2");
  cache.forget(ROLE);
  const failing = cache.get(ROLE, 0, async () => {
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect((await cache.get(ROLE, 0, assume)).sessionToken).toBe("session-3");
});

test("holds a bounded number of sessions", async () => {
  const cache = new SessionCache();
  let made = 0;
  for (let at = 0; at < 2_000; at++) {
    await cache.get({ ...ROLE, roleArn: `role-${at % 1_000}` }, 0, async () => {
      made++;
      return { ...CREDENTIALS, expiresMs: 10_000_000 };
    });
  }
  expect(made).toBeGreaterThanOrEqual(1_800);
});

test("those who ask at the same moment wait for their own call alone; what came is kept, what failed is asked again", async () => {
  const cache = new SessionCache();
  const never = new Promise<never>(() => {});
  // An invocation that ended early: nobody settles its promise any more.
  void cache.get(ROLE, 0, () => never);
  let calls = 0;
  const assume = async () => {
    calls++;
    if (calls === 1) throw new Error("throttled");
    return { ...CREDENTIALS, expiresMs: SESSION_MARGIN_MS + 10 };
  };
  await expect(cache.get(ROLE, 0, assume)).rejects.toThrow("throttled");
  await cache.get(ROLE, 0, assume);
  await cache.get(ROLE, 0, assume);
  expect(calls).toBe(2);
});

test("says who we are", async () => {
  const arn = "arn:aws:iam::999988887777:user/watchpost";
  const xml = (inner: string): string =>
    `<GetCallerIdentityResponse><GetCallerIdentityResult>${inner}</GetCallerIdentityResult></GetCallerIdentityResponse>`;
  const world = fakeWorld(() => new Response(xml(`<Arn>${arn}</Arn>`)));
  expect(await callerArn(world, undefined, CREDENTIALS, "eu-west-1")).toBe(arn);
  expect(world.requests[0]?.url).toBe("https://sts.eu-west-1.amazonaws.com/");
  const silent = fakeWorld(() => new Response(xml("")));
  await expect(callerArn(silent, undefined, CREDENTIALS, "eu-west-1")).rejects.toThrow(/without Arn/);
});
