import { exists, init, t as say } from "i18next";
import { agreed } from "./en-GB/agreed.ts";
import { bid } from "./en-GB/bid.ts";
import { figures } from "./en-GB/figures.ts";
import { leave, wardLeave } from "./en-GB/leave.ts";
import { ledger } from "./en-GB/ledger.ts";
import { limits } from "./en-GB/limits.ts";
import { manager } from "./en-GB/manager.ts";
import { repair } from "./en-GB/repair.ts";
import { rota } from "./en-GB/rota.ts";
import { rules } from "./en-GB/rules.ts";
import { shell } from "./en-GB/shell.ts";
import { stints } from "./en-GB/stints.ts";
import { gaps, swap } from "./en-GB/swap.ts";
import { together } from "./en-GB/together.ts";
import { waivers } from "./en-GB/waivers.ts";
import { whatif } from "./en-GB/whatif.ts";

/** The words of the app, by feature. British English is the only tongue so far. */
const words = { shell, rota, bid, ledger, manager, figures, rules, whatif, repair, swap, gaps, together, limits, agreed, stints, leave, wardLeave, waivers } as const;

/** The path to a sentence, e.g. "rota.next". */
type Path<T, P extends string = ""> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${Base<K>}` : Path<T[K], `${P}${K}.`>;
}[keyof T & string];
type Base<K extends string> = K extends `${infer B}_one` | `${infer B}_other` | `${infer B}_zero` ? B : K;
export type Phrase = Path<typeof words>;

void init({
  lng: "en-GB",
  resources: { "en-GB": { translation: words } },
  initAsync: false,
  interpolation: { escapeValue: false },
});

/** t gives a sentence by its path, with its values put in. */
export function t(phrase: Phrase, values?: Record<string, string | number>): string {
  return String(say(phrase as never, values as never));
}

/** known tells whether there is a sentence under a path that was put together. */
export function known(phrase: string): phrase is Phrase {
  return exists(phrase);
}

/** list joins names: "Ada, Ben and Grace". */
export function list(names: readonly string[]): string {
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(names);
}

/** number writes a whole number with thin spaces between thousands: "1 240". */
export function number(n: number): string {
  return n.toLocaleString("en-GB", { maximumFractionDigits: 1 }).replaceAll(",", "\u202f").replace("-", "\u2212");
}
