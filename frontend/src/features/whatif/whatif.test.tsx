import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Contested, Trial } from "../../api/shapes.ts";
import { network } from "../../testing/network.ts";
import { show } from "../../testing/render.tsx";
import { ada, manager, shifts, view } from "../../testing/ward.ts";
import { BandKey, bandsOf } from "./contested.tsx";
import { read, Trials } from "./trials.tsx";

const picture: Contested = {
  period_id: "p",
  drawn_at: "2026-03-01T03:00:00Z",
  bands: [{ day: "2026-03-14", band: "high", wants: [{ want: "off", band: "high" }, { want: "night", band: "low" }] }],
};

const trial: Trial = {
  id: "t1",
  roster_id: view.roster.id,
  roster_version: view.roster.version,
  kind: "add_person",
  change: {},
  state: "done",
  seconds: 5,
  created_at: "2026-03-01T09:00:00Z",
  question: "One more person like Ada Okafor",
  answer: {
    headline: "1 person fewer would be missing.",
    lines: ["People missing below the minimum: 2 without it, 1 with it."],
    sure: "This is the best we found in this time.",
    draft: [0, 2, 0, 0, 0, 0],
    without: [0, 2, 0, 0, 0, 0],
    with: [0, 1, 0, 0, 0, 0],
    shortfalls: [],
    met_without: 0,
    met_with: 0,
    asked: 0,
    gained: [],
    lost: [],
    people: [{ staff_id: ada.id, days: 2, name: "Ada Okafor" }],
    breaks: [],
    give: [],
    proof: "",
  },
};

const board = { staff: [ada], shifts, skills: [], firstDay: "2026-03-02", lastDay: "2026-03-15" };

describe("the picture of contested dates", () => {
  it("gives each day its band and says in words what is asked for on the chosen day", () => {
    expect(bandsOf(picture).get("2026-03-14")).toBe("high");
    expect(bandsOf(undefined).size).toBe(0);
    show(<BandKey picture={picture} day="2026-03-14" zone="Europe/London" />, manager);
    expect(screen.getByText(/Day off: more ask than there are places/)).toBeVisible();
    expect(screen.getByText(/Night: few ask/)).toBeVisible();
  });

  it("says when bars will come as long as there are none", () => {
    show(<BandKey picture={{ ...picture, drawn_at: null, bands: [] }} day={undefined} zone="Europe/London" />, manager);
    expect(screen.getByText(/at least three people have asked/)).toBeVisible();
  });
});

describe("Trials", () => {
  it("shows the answers of the last day, and asks a new question", async () => {
    const held: Trial[] = [trial];
    const got = network({
      "GET /rosters/*/trials": () => ({ body: { items: held, next: null } }),
      "POST /rosters/*/trials": () => ({ status: 201, body: { ...trial, id: "t2", question: "What would have to give" } }),
    });
    show(<Trials view={view} board={board} editable />, manager);
    expect(await screen.findByText("One more person like Ada Okafor")).toBeVisible();
    expect(screen.getByText("People missing below the minimum: 2 without it, 1 with it.")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Ask" }));
    await userEvent.click(await screen.findByLabelText("What would have to give"));
    await userEvent.click(screen.getByRole("button", { name: "Find out" }));
    expect(await screen.findByText("What would have to give")).toBeVisible();
    expect(got.find((g) => g.method === "POST")?.body).toEqual({ kind: "smallest_give" });
  });

  it("leaves out what a kind does not use", () => {
    const form = new FormData();
    form.set("shift_id", "n");
    form.set("by", "-1");
    form.set("day", "");
    form.set("skill_id", "rn");
    expect(read("move_minimum", form)).toEqual({ kind: "move_minimum", shift_id: "n", by: -1, skill_id: "rn" });
    expect(read("smallest_give", form)).toEqual({ kind: "smallest_give" });
  });
});
