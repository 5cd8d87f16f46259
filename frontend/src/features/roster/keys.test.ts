import { describe, expect, it } from "vitest";
import { early, late, longDay, night, shifts } from "../../testing/ward.ts";
import { command, fixKey, type Press } from "./keys.ts";

const press = (key: string, more: Partial<Press> = {}): Press => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

describe("command", () => {
  it.each([
    ["ArrowLeft", { do: "move", rows: 0, days: -1 }],
    ["PageDown", { do: "move", rows: 0, days: 7 }],
    ["Home", { do: "edge", to: "first" }],
    ["Delete", { do: "clear" }],
    ["Enter", { do: "menu" }],
    ["?", { do: "help" }],
  ])("knows %s", (key, meaning) => {
    expect(command(press(key), shifts, "")).toEqual(meaning);
  });

  it("undoes by Ctrl+Z and leaves other keys with Ctrl to the browser", () => {
    expect(command(press("z", { ctrlKey: true }), shifts, "")).toEqual({ do: "undo" });
    expect(command(press("l", { ctrlKey: true }), shifts, "")).toBeUndefined();
  });

  it("sets a shift by its letter, and a longer code by going on", () => {
    expect(command(press("e"), shifts, "")).toEqual({ do: "shift", shiftId: early.id, typed: "E" });
    expect(command(press("l"), shifts, "")).toEqual({ do: "shift", shiftId: late.id, typed: "L" });
    expect(command(press("d"), shifts, "L")).toEqual({ do: "shift", shiftId: longDay.id, typed: "LD" });
    expect(command(press("n"), shifts, "L")).toEqual({ do: "shift", shiftId: night.id, typed: "N" });
  });

  it("waits for more where a letter begins several codes and is none", () => {
    const two = [{ ...early, code: "A1" }, { ...late, code: "A2" }];
    expect(command(press("a"), two, "")).toEqual({ do: "type", typed: "A" });
    expect(command(press("2"), two, "A")).toEqual({ do: "shift", shiftId: late.id, typed: "A2" });
  });

  it("pins by L where no shift begins with it, else by P", () => {
    expect(fixKey([early, night])).toBe("L");
    expect(fixKey(shifts)).toBe("P");
    expect(command(press("p"), shifts, "")).toEqual({ do: "fix" });
    expect(command(press("l"), [early, night], "")).toEqual({ do: "fix" });
    expect(fixKey([late, { ...early, code: "PM" }])).toBeUndefined();
  });

  it("does nothing for a letter that names no shift", () => {
    expect(command(press("q"), shifts, "")).toBeUndefined();
  });
});
