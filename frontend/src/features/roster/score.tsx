import { levels, type Roster } from "../../api/shapes.ts";
import { number, t } from "../../i18n/index.ts";
import styles from "./score.module.css";

/** gapText says how far a value is from what is proven to be its least. */
export function gapText(value: number, bound: number | undefined): string {
  if (bound === undefined) return t("manager.score.noBound");
  if (value <= bound) return t("manager.score.best");
  if (bound <= 0) return t("manager.score.bound", { bound: number(bound) });
  return t("manager.score.gap", { gap: number(Math.round(((value - bound) / bound) * 1000) / 10) });
}

/** Score is the price of the rota by level, with how far each is from its bound. Levels that price nothing are left out. */
export function Score({ roster }: { roster: Pick<Roster, "score" | "bound"> }) {
  const shown = levels
    .map((level, i) => ({ level, value: roster.score[i] ?? 0, bound: roster.bound?.[i] }))
    .filter(({ level, value }) => value > 0 || level === "hard" || level === "minimum_cover" || level === "preferences");
  return (
    <dl className={styles.score} aria-label={t("manager.score.title")} title={t("manager.score.help")}>
      {shown.map(({ level, value, bound }) => (
        <div key={level} data-level={level} data-bad={value > 0 && (level === "hard" || level === "minimum_cover") ? "" : undefined}>
          <dt>{t(`manager.level.${level}`)}</dt>
          <dd>
            <b>{number(value)}</b>
            {(roster.bound || value === 0) && <span>{value === 0 ? "" : gapText(value, bound)}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
