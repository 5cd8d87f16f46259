import type { PreferenceCount } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { type Day, dayNumber, longDay } from "../../lib/day.ts";
import { DayTable } from "../../ui/day-table.tsx";
import styles from "./counts.module.css";

/** So many asks for one day are none that stand out, in whatever period. */
const usual = 4;

/** shade grades a day from 0 (nobody asks) to 4 (the most asked of the period, where that is more than the usual). */
export function shade(asks: number, most: number): number {
  return asks === 0 || most === 0 ? 0 : Math.max(1, Math.ceil((asks / Math.max(most, usual)) * 4));
}

/** Counts shows for each day of the period how many ask and from how many people, never who. */
export function Counts({ counts, firstDay, lastDay }: { counts: readonly PreferenceCount[]; firstDay: Day; lastDay: Day }) {
  const byDay = new Map(counts.map((c) => [c.day, c]));
  const most = Math.max(0, ...counts.map((c) => c.asks));
  if (most === 0) return <p className={styles.none}>{t("manager.bidding.noCounts")}</p>;
  const cell = (day: Day) => {
    if (day < firstDay || day > lastDay) return undefined;
    const { asks, people } = byDay.get(day) ?? { asks: 0, people: 0 };
    return {
      shade: shade(asks, most),
      words: `${longDay(day)}: ${t("manager.bidding.asks", { count: asks })} ${t("manager.bidding.people", { count: people })}`,
      face: (
        <>
          <small>{dayNumber(day)}</small> {asks > 0 ? asks : "\u00b7"}
        </>
      ),
    };
  };
  return <DayTable label={t("manager.bidding.counts")} firstDay={firstDay} lastDay={lastDay} cell={cell} />;
}
