import { queryOptions } from "@tanstack/react-query";
import { api, body } from "../../api/client.ts";
import type { Figure, FiguresRow } from "../../api/shapes.ts";
import { number, t } from "../../i18n/index.ts";
import type { Day } from "../../lib/day.ts";

/** figuresOf are the figures of the rotas that begin in a range of months. */
export const figuresOf = (from: Day, to: Day) =>
  queryOptions({
    queryKey: ["figures", from, to],
    queryFn: () => body(api.GET("/figures", { params: { query: { from, to } } })),
  });

/** The measures, in the order in which they are shown. */
export const measures = [
  "fulfilment_rate",
  "requested_share",
  "worst_served",
  "lead_time_days",
  "long_notice_share",
  "duties",
  "unfilled",
  "nights",
  "weekends",
  "staff",
  "agreed_people",
  "agreed_kept_share",
] as const;
export type Measure = (typeof measures)[number];

const percents: ReadonlySet<Measure> = new Set(["fulfilment_rate", "requested_share", "long_notice_share", "agreed_kept_share"]);

/** isPercent tells whether a measure is a share of a hundred. */
export const isPercent = (m: Measure) => percents.has(m);

/** figureText writes a figure: its value with its unit, "*" where it is held back, a dash where there is nothing. */
export function figureText(figure: Figure, measure: Measure): string {
  if (figure.suppressed) return t("figures.suppressedMark");
  if (figure.value === null) return t("figures.none");
  const value = number(figure.value);
  if (isPercent(measure)) return t("figures.percent", { value });
  return measure === "lead_time_days" ? t("figures.days", { value }) : value;
}

/** figureWords says in words what figureText shows by a mark. */
export function figureWords(figure: Figure): string | undefined {
  if (figure.suppressed) return t("figures.suppressed");
  return figure.value === null ? t("figures.noneWords") : undefined;
}

/** sizeText says out of how many a measure is: asks, duties, people or rotas. Held back parts hold it back too. */
export function sizeText(row: FiguresRow, measure: Measure): string {
  switch (measure) {
    case "lead_time_days":
    case "long_notice_share":
    case "unfilled":
      return t("figures.rotas", { count: row.rotas });
    case "fulfilment_rate": {
      const { granted, refused } = row;
      const held = granted.suppressed || refused.suppressed;
      const n = held ? t("figures.suppressedMark") : number((granted.value ?? 0) + (refused.value ?? 0));
      return t("figures.ofAsks", { n });
    }
    case "requested_share":
    case "nights":
      return t("figures.ofDuties", { n: figureText(row.duties, "duties") });
    default:
      return t("figures.ofPeople", { n: figureText(row.staff, "staff") });
  }
}
