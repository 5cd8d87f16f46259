import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");
const looks = ["light", "dark"] as const;

/** colour reads a token's value in one of the two looks. */
function colour(name: string, look: (typeof looks)[number]): string {
  const pair = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css);
  const value = pair?.[look === "light" ? 1 : 2];
  if (!value) throw new Error(`no colour --${name}`);
  return value;
}

/** luminance is the relative luminance of a colour (WCAG 2.2). */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const kinds = ["early", "late", "long", "night", "other"];
const grounds = ["surface", "raised", "weekend"];

/** What stands on what, and the least contrast that it must have. */
const pairs: [ink: string, ground: string, least: number][] = [
  // The rota itself: AAA.
  ...kinds.map((k): [string, string, number] => [`${k}-ink`, k, 7]),
  ...grounds.flatMap((g): [string, string, number][] => [["text", g, 7], ["muted", g, 4.5]]),
  ["accent", "surface", 4.5],
  ["accent", "raised", 4.5],
  ["accent-strong", "accent-soft", 7],
  ["text", "accent-soft", 7],
  ["muted", "accent-soft", 4.5],
  ["on-accent", "accent", 4.5],
  ...["good", "warn", "bad"].flatMap((c): [string, string, number][] => [[c, `${c}-soft`, 4.5], [c, "raised", 4.5], [c, "surface", 4.5]]),
  // Edges of things that can be used, and the focus: 3 to 1.
  ["edge", "raised", 3],
  ["edge", "surface", 3],
  ["focus", "raised", 3],
  ["focus", "surface", 3],
  ...kinds.map((k): [string, string, number] => [`${k}-edge`, "raised", 3]),
];

describe.each(looks)("the %s look", (look) => {
  it.each(pairs)("%s on %s is at least %d to 1", (ink, ground, least) => {
    expect(contrast(colour(ink, look), colour(ground, look))).toBeGreaterThanOrEqual(least);
  });
});

it("knows black on white", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
});
