import { describe, expect, it } from "vitest";
import { network } from "../testing/network.ts";
import { id } from "../testing/ward.ts";
import { api, items } from "./client.ts";
import { answered, once, signedOut } from "./http.ts";
import { NoAnswer, Problem } from "./problem.ts";

const stop = () => api.POST("/runs/{run_id}/stop", { params: { path: { run_id: id(1) }, header: once } });

describe("send", () => {
  it("keeps the key of a POST that got no answer, and takes a new one after an answer", async () => {
    let signal = false;
    const got = network({ "POST /runs/*/stop": () => (signal ? { body: {} } : "none") });
    await expect(stop()).rejects.toThrow(NoAnswer);
    expect(answered.get()).toBe(false);
    signal = true;
    await stop();
    await stop();
    const [first, again, later] = got.map((g) => g.headers.get("Idempotency-Key"));
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(again).toBe(first);
    expect(later).not.toBe(first);
    expect(answered.get()).toBe(true);
  });

  it("turns a refusal into a Problem with its code and fields", async () => {
    network({ "GET /skills": () => ({ status: 422, body: { code: "invalid", detail: "look", errors: [{ pointer: "/day", detail: "no such day" }] } }) });
    const err = await items(api.GET("/skills")).catch((e: unknown) => e);
    expect(err).toBeInstanceOf(Problem);
    expect(err).toMatchObject({ status: 422, code: "invalid", message: "look", fields: [{ pointer: "/day", detail: "no such day" }] });
  });

  it("tells the app when the session has ended, but not of a wrong password", async () => {
    network({ "GET /skills": () => ({ status: 401, body: {} }), "POST /session": () => ({ status: 401, body: {} }) });
    const before = signedOut.get();
    await api.POST("/session", { body: { login: "a", password: "b" } }).catch(() => undefined);
    expect(signedOut.get()).toBe(before);
    await items(api.GET("/skills")).catch(() => undefined);
    expect(signedOut.get()).toBe(before + 1);
  });
});
