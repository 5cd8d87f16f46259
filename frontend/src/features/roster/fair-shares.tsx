import { useQuery } from "@tanstack/react-query";
import type { Run } from "../../api/shapes.ts";
import { number, t } from "../../i18n/index.ts";
import { points } from "../ledger/data.ts";
import { rosterData } from "./data.ts";
import styles from "./fair-shares.module.css";

type Fairness = NonNullable<NonNullable<Run["progress"]>["fairness"]>;

/** FairShares says under a draft how much the one carries who carries most, what it would have been and what is proved. */
export function FairShares({ periodId, rosterId }: { periodId: string; rosterId: string }) {
  const runs = useQuery(rosterData.runs(periodId));
  const fairness = runs.data?.find((run) => run.roster_id === rosterId)?.progress?.fairness;
  return fairness ? <Shares fairness={fairness} /> : null;
}

/** Shares draws the figures. Jain's index is a trend: it decides nothing. */
export function Shares({ fairness }: { fairness: Fairness }) {
  const { before, largest, least } = fairness;
  return (
    <section className={styles.shares} aria-label={t("manager.fair.title")}>
      <p>
        <strong>{t("manager.fair.largest", { points: points(largest) })}</strong>{" "}
        {largest < before ? t("manager.fair.less", { before: points(before) }) : t("manager.fair.same")}{" "}
        {largest <= least ? t("manager.fair.proved") : t("manager.fair.least", { least: points(least) })}
      </p>
      <p className={styles.trend}>
        {t("manager.fair.jain", { before: number(Math.round(fairness.jain_before * 100)), jain: number(Math.round(fairness.jain * 100)) })}
      </p>
    </section>
  );
}
