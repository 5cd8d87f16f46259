import { signal } from "../lib/signal.ts";
import { uuid } from "../lib/uuid.ts";
import { NoAnswer, Problem } from "./problem.ts";

/** answered is false from the moment a request got no answer until the next one does. */
export const answered = signal(true);

/** signedOut counts the answers that said "you are not signed in"; the app watches it. */
export const signedOut = signal(0);

/** skew is the server's clock minus this device's, in milliseconds. A demo can move it. */
export const skew = signal(0);

/** serverNow is the time by the server's clock, in milliseconds. */
export const serverNow = () => Date.now() + skew.get();

const keyHeader = "Idempotency-Key";

/** once is the header of a POST that must not happen twice; send puts the key in. */
export const once = { [keyHeader]: "" } as const;

const pendingKeys = new Map<string, string>();

/**
 * send is the one door to the network. It puts in the key that makes a POST safe to
 * repeat. A POST that got no answer keeps its key, so that pressing the
 * button again cannot do the thing twice.
 */
export async function send(request: Request): Promise<Response> {
  let intent = "";
  if (request.headers.get(keyHeader) === "") {
    intent = `${request.url}\n${await request.clone().text()}`;
    const key = pendingKeys.get(intent) ?? uuid();
    pendingKeys.set(intent, key);
    request.headers.set(keyHeader, key);
  }
  let response: Response;
  try {
    response = await fetch(request);
  } catch (err) {
    if (request.signal.aborted) throw err;
    answered.set(false);
    throw new NoAnswer();
  }
  // A proxy in front of a server that is away answers for it.
  if (response.status === 502 || response.status === 504) {
    answered.set(false);
    throw new NoAnswer();
  }
  pendingKeys.delete(intent);
  answered.set(true);
  if (response.ok) return response;
  const body = response.headers.get("Content-Type")?.includes("json") ? await response.json() : undefined;
  if (response.status === 401 && !request.url.endsWith("/session")) signedOut.set(signedOut.get() + 1);
  throw new Problem(response.status, body, Number(response.headers.get("Retry-After") ?? 0));
}

/** ifMatch is the header that names the version a change was made from. */
export const ifMatch = (version: number) => ({ "If-Match": `"${version}"` });
