import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closed, launch, open, signIn, tooWide, type Seen } from "./browser.ts";
import { startDemo, type Demo } from "./server.ts";

let demo: Demo;
let browser: Browser;
let nurse: Seen;
let manager: Seen;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

/** How long the nightly run may take to begin (cron looks every minute) and to solve. */
const nightMs = 170_000;

const used = (page: Page) => page.getByText(/^\d+ of \d+ asks used$/);
const cell = (page: Page, day: string) => page.locator(`[data-day="${day}"]`);
const label = (page: Page, day: string) => cell(page, day).getAttribute("aria-label");

/** The days of the open period, as the nurse's calendar has them. */
let days: string[] = [];

describe.sequential("a period, from the first bid to the published rota", () => {
  it("a nurse bids on a phone", async () => {
    nurse = await open(browser, demo, { size: "phone" });
    const { page } = nurse;
    await signIn(nurse, demo, "nurse");
    await page.getByRole("heading", { name: /^(Next|Now): / }).waitFor();
    await page.getByRole("link", { name: "Bid" }).tap();
    await page.locator("[data-day]").first().waitFor();
    days = await page.locator("[data-day]").evaluateAll((all) => all.map((c) => (c as HTMLElement).dataset.day ?? ""));
    expect(days.length % 7).toBe(0);
    const [first = "", second = ""] = days;
    await cell(page, first).tap();
    await expect.poll(() => label(page, first)).toMatch(/the day off, would like(, (few|some|more) ask.*)?$/);
    await page.getByText("saved").waitFor();
    await cell(page, second).tap();
    await page.getByRole("button", { name: "More", exact: true }).tap();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("radio", { name: "Not this shift" }).check();
    await sheet.getByRole("radio", { name: "really matters" }).check();
    await sheet.getByLabel("Note to yourself").fill("school play");
    await sheet.getByRole("button", { name: "Keep this ask" }).tap();
    await expect.poll(() => label(page, second)).toMatch(/not .*, really matters(, (few|some|more) ask.*)?$/);
    await used(page).filter({ hasText: /^2 of/ }).waitFor();
    await page.getByRole("button", { name: "Plans" }).tap();
    for (const n of [0, 1]) await sheet.getByRole("combobox").nth(n).selectOption("Plan A");
    await sheet.getByText("(both or neither)").waitFor();
    await sheet.getByRole("button", { name: "Done" }).tap();
    await expect.poll(() => label(page, first)).toMatch(/the day off, would like, plan A(, (few|some|more) ask.*)?$/);
    expect(await tooWide(page)).toBe(0);
  });

  it("goes on bidding without a signal, and nothing is lost", async () => {
    const { page, context } = nurse;
    const third = days[2] ?? "";
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await context.setOffline(true);
    await cell(page, third).tap();
    await expect.poll(() => label(page, third)).toMatch(/kept on this device(, (few|some|more) ask.*)?$/);
    await page.getByText("No signal.").waitFor();
    await page.reload();
    await expect.poll(() => label(page, third)).toMatch(/the day off, would like, kept on this device(, (few|some|more) ask.*)?$/);
    await page.getByRole("link", { name: "Rota" }).tap();
    await page.getByRole("heading", { name: /^(Next|Now): / }).waitFor();
    await page.getByRole("link", { name: "Bid" }).tap();
    await context.setOffline(false);
    await expect.poll(() => label(page, third), { timeout: 30_000 }).toMatch(/the day off, would like(, (few|some|more) ask.*)?$/);
    await page.reload();
    await expect.poll(() => label(page, third)).toMatch(/the day off, would like(, (few|some|more) ask.*)?$/);
    await used(page).filter({ hasText: /^3 of/ }).waitFor();
    expect(nurse.faults).toEqual([]);
  });

  it("the manager sees how many ask for what day, never who", async () => {
    manager = await open(browser, demo, { size: "desk" });
    const { page } = manager;
    await signIn(manager, demo, "manager");
    // The rota that is worked now stands there, and above it what falls due next.
    await page.getByRole("grid", { name: "Rota: staff by day" }).waitFor();
    await page.getByText(/^Next: bidding for .* closes/).waitFor();
    await page.getByRole("button", { name: "Go there" }).click();
    await page.getByText(/^Bidding is open until/).waitFor();
    await page.getByRole("link", { name: "Bidding" }).click();
    const counts = page.getByRole("table", { name: "How many ask for what day" });
    await counts.waitFor();
    expect(await counts.innerText()).not.toContain("Marsh");
  });

  it("the clock passes the end of bidding, and the night makes a draft", async () => {
    const admin = await open(browser, demo, { size: "desk" });
    await signIn(admin, demo, "admin");
    await admin.page.getByRole("button", { name: /^Move the clock/ }).click();
    await admin.page.getByRole("button", { name: "1 week on" }).click();
    await admin.page.getByRole("dialog").waitFor({ state: "detached" });
    expect(admin.faults).toEqual([]);
    await admin.context.close();
    const { page } = manager;
    await page.getByRole("link", { name: "Ward", exact: true }).click();
    await expect
      .poll(
        async () => {
          await page.reload();
          await page.waitForLoadState("networkidle");
          return page.getByText(/^Next: approve /).count();
        },
        { timeout: nightMs, interval: 3000 },
      )
      .toBe(1);
    // The draft that waits for the manager is what the page begins with.
    await page.getByRole("button", { name: "Approve\u2026" }).waitFor();
    await page.getByRole("grid", { name: "Rota: staff by day" }).waitFor();
    await nurse.page.reload();
    await nurse.page.getByText("Bidding is closed for these weeks. Your asks are in.").waitFor();
  });

  it("the manager watches a solve, edits a cell and takes it back", async () => {
    const { page } = manager;
    await page.getByRole("button", { name: "Solve" }).click();
    await page.getByLabel("How long, in seconds").fill("4");
    await page.getByRole("dialog").getByRole("button", { name: "Solve" }).click();
    const strip = page.getByRole("region", { name: "Solving" });
    await strip.getByText("Done. The draft is saved.").waitFor({ timeout: 60_000 });
    await strip.getByRole("img").first().waitFor();
    await strip.getByRole("button", { name: "Show the draft" }).click();
    await page.getByText("Choose a cell").waitFor();
    // A night that has just the nurses it needs: without one of them it must be short.
    const at = await page.evaluate(() => {
      const exact = [...document.querySelectorAll<HTMLElement>("tfoot td[title]")].flatMap((td) => /^Night, Registered nurse, (.+): (\d+) of \2$/.exec(td.title)?.[1] ?? []);
      const nurses = [...document.querySelectorAll("tbody tr")].filter((tr) => tr.querySelector("th small")?.textContent === "RN");
      const nights = nurses.flatMap((tr) => [...tr.querySelectorAll<HTMLElement>('[data-kind="night"]')]);
      return nights.find((td) => exact.some((day) => td.getAttribute("aria-label")?.includes(`, ${day}: `)))?.dataset.at;
    });
    const busy = page.locator(`[data-at="${at}"]`);
    const before = await busy.getAttribute("aria-label");
    await busy.click();
    await page.keyboard.press("Delete");
    const effect = page.getByRole("region", { name: "What this does" });
    await effect.getByText("It breaks").waitFor();
    await page.getByText("Saved", { exact: true }).waitFor();
    await page.keyboard.press("Control+z");
    await expect.poll(() => page.locator("[data-at]:focus").getAttribute("aria-label")).toBe(before);
    await page.getByText("Saved", { exact: true }).waitFor({ state: "detached" });
    expect(manager.faults).toEqual([]);
  });

  it("approves it by the checklist and publishes it to the people it names", async () => {
    const { page } = manager;
    await page.getByRole("button", { name: "Approve\u2026" }).click();
    const check = page.getByRole("dialog");
    await check.getByText("Every rule that must hold, holds.").waitFor();
    await check.getByRole("button", { name: "Approve", exact: true }).click();
    await closed(check);
    await page.getByRole("button", { name: "Publish\u2026" }).click();
    await page.getByRole("dialog").getByText("Aoife Marsh").waitFor();
    const weeks = () => page.getByLabel(/^Weeks of /).locator("option:checked").textContent();
    const [span] = ((await weeks()) ?? "").split(" \u00b7 ");
    await page.getByRole("button", { name: /^Publish to \d+ people$/ }).click();
    await closed(page.getByRole("dialog"));
    await page.getByRole("button", { name: "Publish\u2026" }).waitFor({ state: "detached" });
    await page.getByText("This version cannot be changed any more.").waitFor();
    // What was published stays on the page, though another rota is the one worked now.
    await expect.poll(weeks).toBe(`${span} \u00b7 published`);
    expect(manager.faults).toEqual([]);
  });

  it("the nurse sees the new duties and what became of each ask", async () => {
    const { page } = nurse;
    await page.goto("/rota");
    const news = page.getByRole("region", { name: "News" });
    await news.getByRole("button", { name: /new message/ }).tap();
    await news.getByText(/^The rota from .* is published/).first().waitFor();
    const asks = page.getByRole("region", { name: "What you asked for" });
    await asks.waitFor();
    const show = page.getByRole("button", { name: "Show the ones that were met" });
    if ((await show.count()) > 0) await show.tap();
    const [first = ""] = days;
    const words = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" })
      .format(Date.parse(first))
      .replace(",", "");
    await asks.getByText(new RegExp(`${words} off`)).first().waitFor();
    expect(await tooWide(page)).toBe(0);
    expect(nurse.faults).toEqual([]);
  });
});
