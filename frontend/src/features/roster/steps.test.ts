import { describe, expect, it } from "vitest";
import type { Finding } from "../../api/shapes.ts";
import { early, id, view } from "../../testing/ward.ts";
import { checklist } from "./steps.tsx";

const hard = (overridden: boolean): Finding => ({ rule: "rest", level: "hard", amount: 1, cost: 1, refused: true, key: String(overridden), text: "", overridden });
const broken = (overridden: boolean): Finding => ({ ...hard(overridden), rule: "agreed_pattern", level: "agreed_patterns" });
const tones = (v: typeof view) => checklist(v).map((c) => c.tone);

describe("checklist", () => {
  it("is fine all through for a clean draft", () => {
    expect(tones(view)).toEqual(["ok", "ok", "ok", "ok"]);
  });

  it("stops on a rule that must hold, unless it is allowed", () => {
    expect(tones({ ...view, findings: [hard(false), hard(true)] })).toEqual(["stop", "look", "ok", "ok", "ok"]);
    expect(tones({ ...view, findings: [hard(true)] })).toEqual(["look", "ok", "ok", "ok"]);
  });

  it("stops on an agreed day that is not kept, unless somebody has said why", () => {
    expect(tones({ ...view, findings: [broken(false), broken(true)] })).toEqual(["ok", "stop", "look", "ok", "ok", "ok"]);
    expect(tones({ ...view, findings: [broken(true)] })).toEqual(["ok", "look", "ok", "ok", "ok"]);
  });

  it("stops on a draft whose past has changed", () => {
    expect(tones({ ...view, roster: { ...view.roster, stale: true } })).toEqual(["ok", "ok", "ok", "stop"]);
  });

  it("asks for a look at duties that nobody has and asks that are refused", () => {
    const checks = checklist({
      ...view,
      duties: [...view.duties, { id: id(1), roster_id: id(600), day: "2026-03-04", shift_id: early.id, fixed: false }],
      outcomes: [{ preference_id: id(2), staff_id: id(3), day: "2026-03-04", met: false, decided: true, delta: [], findings: [], text: "" }],
    });
    expect(checks.filter((c) => c.tone === "look").map((c) => c.text)).toEqual([
      "1 duty has nobody.",
      "1 ask is refused. The person will see why.",
    ]);
  });
});
