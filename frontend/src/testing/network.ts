import { vi } from "vitest";

/** What a test's server got: one request. */
export interface Got {
  method: string;
  path: string;
  headers: Headers;
  body: unknown;
}

/** What it answers: JSON with a status, or "none" for no answer at all. */
export type Answer = { status?: number; body?: unknown } | "none";
type Handler = (got: Got) => Answer | Promise<Answer>;

/**
 * network stands in for the server at the edge, fetch itself. Handlers are found by
 * "METHOD /path", where * stands for one part of the path. A request without a handler
 * is a 404, and so shows up in the test. It returns all that was asked, in order.
 */
export function network(handlers: Record<string, Handler>): Got[] {
  const got: Got[] = [];
  const table = Object.entries(handlers).map(
    ([route, handler]) => [new RegExp(`^${route.replaceAll("*", "[^/]+")}$`), handler] as const,
  );
  vi.stubGlobal("fetch", async (request: Request) => {
    const text = await request.text();
    const path = new URL(request.url).pathname.replace("/api/v1", "");
    const one: Got = { method: request.method, path, headers: request.headers, body: text ? JSON.parse(text) : undefined };
    got.push(one);
    const handler = table.find(([route]) => route.test(`${one.method} ${path}`))?.[1];
    const answer = handler ? await handler(one) : { status: 404, body: { code: "not_found", detail: `no handler for ${one.method} ${path}` } };
    if (answer === "none") throw new TypeError("Failed to fetch");
    const status = answer.status ?? 200;
    return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), {
      status,
      headers: { "Content-Type": status < 400 ? "application/json" : "application/problem+json" },
    });
  });
  return got;
}
