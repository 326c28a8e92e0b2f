/** Downloads a list over HTTPS: conditional, bounded in bytes and time, and to nowhere but the host that was named. */

import { LIST_FETCH_TIMEOUT_MS, LIST_REDIRECTS_MAX, LIST_VALIDATOR_CHARS_MAX } from "../core/limits.ts";
import { checkWebhookUrl, type WebhookUrlOptions } from "../http/webhook-url.ts";
import { ListError } from "./list-error.ts";

/** What says next time that nothing has changed. */
export type Validators = { readonly etag: string | null; readonly modified: string | null };

export type ListDownload =
  | { readonly kind: "unchanged" }
  /** Throws ListError while it is read: too long, too slow, cut off. */
  | { readonly kind: "body"; readonly body: AsyncIterable<Uint8Array>; readonly validators: Validators };

export type FetchListDeps = WebhookUrlOptions & {
  readonly fetch: typeof fetch;
  readonly bytesMax: number;
  readonly timeoutMs?: number;
};

/** Throws ListError. `known`: of the content at hand. */
export async function fetchList(url: string, known: Validators | null, deps: FetchListDeps): Promise<ListDownload> {
  const signal = AbortSignal.timeout(deps.timeoutMs ?? LIST_FETCH_TIMEOUT_MS);
  const response = await follow(url, known, deps, signal);
  if (response.status === 304 && known !== null) {
    await discard(response);
    return { kind: "unchanged" };
  }
  if (response.status !== 200) {
    await discard(response);
    throw new ListError(`the publisher answers HTTP ${response.status}`);
  }
  const length = Number(response.headers.get("content-length") ?? 0);
  if (length > deps.bytesMax) {
    await discard(response);
    throw new ListError(`the list has ${length} bytes, more than ${deps.bytesMax}`);
  }
  const validators = { etag: validator(response, "etag"), modified: validator(response, "last-modified") };
  return { kind: "body", body: bounded(response, deps.bytesMax, signal), validators };
}

/** Redirects are followed within the host alone: whoever can answer for it can answer with the list as well. */
async function follow(
  start: string,
  known: Validators | null,
  deps: FetchListDeps,
  signal: AbortSignal,
): Promise<Response> {
  let at = checkedUrl(start, deps);
  for (let redirects = 0; redirects <= LIST_REDIRECTS_MAX; redirects++) {
    const response = await ask(at, known, deps, signal);
    if (response.status < 300 || response.status === 304 || response.status >= 400) return response;
    await discard(response);
    const to = response.headers.get("location") ?? "";
    if (!URL.canParse(to, at)) throw new ListError("the publisher redirects to no address");
    const next = checkedUrl(new URL(to, at).href, deps);
    if (new URL(next).host !== new URL(at).host) throw new ListError("the publisher redirects to another host");
    at = next;
  }
  throw new ListError(`the publisher redirects more than ${LIST_REDIRECTS_MAX} times`);
}

function checkedUrl(text: string, deps: FetchListDeps): string {
  const url = checkWebhookUrl(text, deps);
  if (!url.ok) throw new ListError(`the address ${url.error}`);
  return url.value;
}

async function ask(url: string, known: Validators | null, deps: FetchListDeps, signal: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { "user-agent": "watchpost" };
  if (known?.etag) headers["if-none-match"] = known.etag;
  if (known?.modified) headers["if-modified-since"] = known.modified;
  // Called bare: workerd refuses its fetch as a method of anything else.
  const { fetch } = deps;
  try {
    return await abortable(fetch(url, { headers, redirect: "manual", signal }), signal);
  } catch (error) {
    throw asListError(error, signal);
  }
}

async function* bounded(response: Response, bytesMax: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = (response.body ?? new Blob([]).stream()).getReader();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await abortable(reader.read(), signal);
      if (done) return;
      bytes += value.length;
      if (bytes > bytesMax) throw new ListError(`the list has more than ${bytesMax} bytes`);
      yield value;
    }
  } catch (error) {
    throw asListError(error, signal);
  } finally {
    // Not waited for: a publisher that sends nothing may not end either.
    void reader.cancel().catch(() => {});
  }
}

function asListError(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof ListError) return error;
  return new ListError(signal.aborted ? "the publisher took too long" : "the publisher cannot be reached");
}

async function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let abort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

function validator(response: Response, name: string): string | null {
  const text = response.headers.get(name);
  return text === null || text.length > LIST_VALIDATOR_CHARS_MAX ? null : text;
}

async function discard(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => {});
}
