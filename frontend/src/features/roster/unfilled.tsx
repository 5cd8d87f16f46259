import type { RosterView } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { shortDay } from "../../lib/day.ts";
import { Near } from "../whatif/near.tsx";
import type { BoardData } from "./board.tsx";
import styles from "./side.module.css";

/** Unfilled lists the duties that nobody has, by day. */
export function Unfilled({ view, board, onGo }: { view: RosterView; board: BoardData; onGo: (day: string) => void }) {
  const missing = new Map<string, { day: string; shift: string; skill: string | undefined; words: string; count: number }>();
  for (const d of view.duties) {
    if (d.staff_id) continue;
    const shift = board.shifts.find((s) => s.id === d.shift_id)?.name ?? "";
    const skill = board.skills.find((s) => s.id === d.skill_id)?.code ?? t("manager.grid.anyone");
    const key = `${d.day}/${d.shift_id}/${d.skill_id ?? ""}`;
    const words = t("manager.unfilled.item", { day: shortDay(d.day), shift, skill });
    missing.set(key, { day: d.day, shift: d.shift_id, skill: d.skill_id, words, count: (missing.get(key)?.count ?? 0) + 1 });
  }
  const judged = view.roster.state === "draft" || view.roster.state === "approved";
  return (
    <section className={styles.box} aria-labelledby="unfilled">
      <div className={styles.head}>
        <h2 id="unfilled">{t("manager.unfilled.title")}</h2>
      </div>
      {missing.size === 0 && <p className={styles.quiet}>{t("manager.unfilled.none")}</p>}
      <ul className={styles.list}>
        {[...missing].map(([key, m]) => (
          <li key={key} className={styles.item}>
            <button type="button" className={styles.go} onClick={() => onGo(m.day)}>
              {m.words}: <strong>{t("manager.unfilled.missing", { count: m.count })}</strong>
            </button>
            {judged && <Near rosterId={view.roster.id} version={view.roster.version} duty={m} shifts={board.shifts} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
