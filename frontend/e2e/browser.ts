import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from "playwright-core";
import type { Demo, Who } from "./server.ts";

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** launch starts the Chromium that $CHROMIUM names, else Debian's. */
export function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) throw new Error(`no browser at ${executablePath}: install Chromium, or set CHROMIUM to its path`);
  return chromium.launch({ executablePath, args: flags });
}

/** The sizes that every page must fit: two phones, a tablet, a desk. */
export const sizes = {
  small: { width: 320, height: 640 },
  phone: { width: 375, height: 812 },
  tablet: { width: 768, height: 1024 },
  desk: { width: 1280, height: 860 },
} as const;

/** Seen is a page with what went wrong on it: errors of its own, and answers of the server that say no. */
export interface Seen {
  page: Page;
  context: BrowserContext;
  faults: string[];
}

/** open opens a page of its own session. */
export async function open(browser: Browser, demo: Demo, options: { size: keyof typeof sizes; dark?: boolean }): Promise<Seen> {
  const context = await browser.newContext({
    baseURL: demo.url,
    viewport: sizes[options.size],
    colorScheme: options.dark ? "dark" : "light",
    reducedMotion: "reduce",
    hasTouch: options.size === "small" || options.size === "phone",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  page.on("pageerror", (err) => faults.push(err.message));
  page.on("console", (message) => {
    // Chromium says that there is no signal, which is no fault of the page.
    if (message.type() === "error" && !message.text().includes("ERR_INTERNET_DISCONNECTED")) faults.push(message.text());
  });
  return { page, context, faults };
}

/** signIn signs somebody in and waits for their first page. */
export async function signIn({ page }: Seen, demo: Demo, who: Who): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Sign-in name").fill(`demo.${who}`);
  await page.getByLabel("Password", { exact: true }).fill(demo.password(who));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** closed waits until a dialog has done what it was asked; what it says instead is the error. */
export async function closed(dialog: Locator): Promise<void> {
  await dialog.waitFor({ state: "detached" }).catch(async (late: unknown) => {
    const text = await dialog.innerText().catch(() => "nothing");
    throw new Error(`the dialog stays and says: ${text}`, { cause: late });
  });
}

/** drawn waits until a page has been drawn anew. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** tooWide gives by how many pixels a page is wider than its window. */
export function tooWide(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
}
