import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawn, launch, open, signIn, sizes, tooWide, type Seen } from "./browser.ts";
import { startDemo, type Demo, type Who } from "./server.ts";

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** judged runs axe and gives what it found as lines that a person can act on. */
async function judged({ page }: Seen): Promise<string[]> {
  // The other mode opens a window of its own, and a page behind it is not drawn. There are no frames here.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(rules).analyze();
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 200)} ${n.failureSummary ?? ""}`));
}

const pages: Record<Who, string[]> = {
  nurse: ["/rota", "/bid", "/swap", "/me", "/leave", "/ledger", "/waivers", "/rules"],
  manager: ["/ward", "/bidding", "/staff", "/fairness", "/gaps", "/ward-leave", "/repair", "/rules"],
  hr: ["/figures", "/rules"],
  admin: ["/admin", "/rules"],
};

/** judgedAt are where axe judges a page: elsewhere only the width can be wrong, and in the dark only the colours. */
const judgedAt = new Set(["phone light", "desk light", "desk dark"]);

/** everySize looks at a page at every size, in the light and in the dark; what it gives is empty for a good page. */
async function everySize(seen: Seen, list: readonly (keyof typeof sizes)[] = ["small", "phone", "tablet", "desk"]): Promise<string[]> {
  const found: string[] = [];
  await seen.page.waitForLoadState("networkidle");
  await seen.page.locator("main").waitFor();
  for (const name of list) {
    const size = sizes[name];
    await seen.page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"] as const) {
      await seen.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await drawn(seen.page);
      const where = `${size.width} px, ${colorScheme}`;
      const wider = await tooWide(seen.page);
      if (wider > 0) found.push(`${where}: ${wider} px wider than the window`);
      if (judgedAt.has(`${name} ${colorScheme}`)) found.push(...(await judged(seen)).map((fault) => `${where}: ${fault}`));
    }
  }
  return found;
}

describe("every page is for everybody, at every size, in the light and in the dark", () => {
  it("the sign-in", async () => {
    const seen = await open(browser, demo, { size: "phone" });
    await seen.page.goto("/sign-in");
    await seen.page.getByRole("button", { name: "Sign in" }).waitFor();
    expect(await everySize(seen)).toEqual([]);
    await seen.context.close();
  });

  for (const [who, paths] of Object.entries(pages) as [Who, string[]][]) {
    it(`${paths.join(", ")} of ${who}`, async () => {
      const seen = await open(browser, demo, { size: "phone" });
      await signIn(seen, demo, who);
      const found: Record<string, string[]> = {};
      for (const path of paths) {
        await seen.page.goto(path);
        found[path] = await everySize(seen);
      }
      expect(found).toEqual(Object.fromEntries(paths.map((path) => [path, []])));
      expect(seen.faults).toEqual([]);
      await seen.context.close();
    });
  }

  it("also where a sheet or a grid is open", async () => {
    const nurse = await open(browser, demo, { size: "phone" });
    await signIn(nurse, demo, "nurse");
    await nurse.page.goto("/bid");
    await nurse.page.locator("[data-day]").first().focus();
    await nurse.page.keyboard.press("m");
    await nurse.page.getByRole("dialog").waitFor();
    expect(await judged(nurse)).toEqual([]);
    await nurse.context.close();
    const manager = await open(browser, demo, { size: "desk" });
    await signIn(manager, demo, "manager");
    const weeks = manager.page.getByLabel("Weeks");
    const published = await weeks.locator("option", { hasText: "published" }).last().getAttribute("value");
    await weeks.selectOption(published ?? "");
    await manager.page.getByRole("grid", { name: "Rota: staff by day" }).waitFor();
    expect(await everySize(manager, ["tablet", "desk"])).toEqual([]);
    await manager.page.locator("[data-at]").first().dblclick();
    await manager.page.getByRole("dialog").waitFor();
    expect(await judged(manager)).toEqual([]);
    await manager.context.close();
  });
});

describe("by keyboard alone", () => {
  it("somebody signs in, asks for a day, and takes it away again", async () => {
    const seen = await open(browser, demo, { size: "desk" });
    const { page } = seen;
    await page.goto("/sign-in");
    await page.getByLabel("Sign-in name").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.type("demo.nurse");
    await page.keyboard.press("Tab");
    await page.keyboard.type(demo.password("nurse"));
    await page.keyboard.press("Enter");
    await page.waitForURL("**/rota");
    const tabTo = async (name: RegExp) => {
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press("Tab");
        const label = await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");
        if (name.test(label)) return label;
      }
      throw new Error(`Tab never came to ${name}`);
    };
    await tabTo(/^Bid$/);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/bid");
    await page.locator("[data-day]").first().waitFor();
    await tabTo(/no ask(, (few|some|more) ask.*)?$/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const focused = page.locator("[data-day]:focus");
    await expect.poll(() => focused.getAttribute("aria-label")).toMatch(/the day off, would like(, (few|some|more) ask.*)?$/);
    await page.getByText("1 of 12 asks used").waitFor();
    await page.keyboard.press("m");
    await page.getByRole("dialog").waitFor();
    await tabTo(/^Take it away$/);
    await page.keyboard.press("Enter");
    await page.getByText("0 of 12 asks used").waitFor();
    expect(await page.locator("[data-day]:focus").getAttribute("aria-label")).toMatch(/no ask(, (few|some|more) ask.*)?$/);
    expect(seen.faults).toEqual([]);
    await seen.context.close();
  });
});

describe("rules", () => {
  it("are read by a nurse and changed by a manager, who cannot loosen the law", async () => {
    const manager = await open(browser, demo, { size: "desk" });
    await signIn(manager, demo, "manager");
    await manager.page.getByRole("link", { name: "Rules" }).click();
    const rest = manager.page.getByRole("article", { name: "Rest between two shifts", exact: true });
    await rest.getByText("You get at least 11 h off").waitFor();
    await rest.getByRole("button", { name: "Change" }).click();
    const dialog = manager.page.getByRole("dialog");
    await dialog.getByLabel("Hours").fill("10");
    await dialog.getByLabel("Where the figure comes from").fill("Ward policy 4");
    await dialog.getByLabel("Why", { exact: true }).fill("To see what happens.");
    expect(await judged(manager)).toEqual([]);
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByRole("alert").getByText(/this is the law/).waitFor();
    await dialog.getByLabel("Hours").fill("11");
    await dialog.getByLabel("Minutes").fill("30");
    await dialog.getByRole("button", { name: "Save" }).click();
    await rest.getByText("You get at least 11 h 30 off").waitFor();
    await manager.context.close();
    const nurse = await open(browser, demo, { size: "phone" });
    await signIn(nurse, demo, "nurse");
    await nurse.page.getByRole("link", { name: "Me" }).click();
    await nurse.page.getByRole("link", { name: /the rules/ }).click();
    const read = nurse.page.getByRole("article", { name: "Rest between two shifts", exact: true });
    await read.getByText("You get at least 11 h 30 off").waitFor();
    expect(await read.getByRole("button", { name: "Change" }).count()).toBe(0);
    await read.getByText("Where this comes from").click();
    await read.getByText(/Ward: 11 h 30 from/).waitFor();
    await read.getByRole("link", { name: /regulation 10/ }).waitFor();
    expect(await judged(nurse)).toEqual([]);
    expect(nurse.faults).toEqual([]);
    await nurse.context.close();
  });
});

describe("figures", () => {
  it("stand with their n, their meaning and a chart; the range is in the address; the CSV says the same", async () => {
    const seen = await open(browser, demo, { size: "desk" });
    const { page } = seen;
    await signIn(seen, demo, "hr");
    await page.waitForURL("**/figures");
    const duties = page.getByRole("article").filter({ has: page.getByRole("heading", { name: "Duties worked" }) });
    await duties.waitFor();
    const shown = (await duties.locator("p").first().innerText()).replaceAll(/\D/g, "");
    expect(Number(shown) % 5).toBe(0);
    expect(Number(shown)).toBeGreaterThan(0);
    await duties.getByText("What this means").click();
    await duties.getByText("Duties that somebody worked.").waitFor();
    await page.getByRole("img", { name: /by month/ }).locator("svg").waitFor();
    const file = await page.request.get((await page.getByRole("link", { name: "Download as CSV" }).getAttribute("href")) ?? "");
    expect(file.headers()["content-type"]).toContain("text/csv");
    expect(await file.text()).toContain(shown);
    await page.getByLabel("From month").fill("2019-01");
    await page.getByLabel("To month").fill("2019-03");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL("**/figures?from=2019-01-01&to=2019-03-01");
    await page.getByText("No rota that begins in these months has been published yet.").waitFor();
    await page.goBack();
    await duties.waitFor();
    expect(seen.faults).toEqual([]);
    await seen.context.close();
  });
});
