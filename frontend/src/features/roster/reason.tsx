import { levelOf, levels, type Outcome } from "../../api/shapes.ts";
import { number, t } from "../../i18n/index.ts";
import { points } from "../ledger/data.ts";
import styles from "./reason.module.css";

type Figures = NonNullable<Outcome["reason"]>;

/** Reason says under a refused ask how sure the reason is and what granting the ask would cost. */
export function Reason({ reason }: { reason: Figures }) {
  // What a person would carry is counted in thousandths of a point.
  const carried = reason.because.some((f) => f.level === "burden" && f.name?.startsWith("burden"));
  const amount = (level: string, cost: number) => (carried && level === "burden" ? points(cost) : number(cost));
  const decisive = reason.decisive_level === "" ? undefined : levelOf(reason.decisive_level);
  return (
    <div className={styles.reason}>
      <p className={styles.line}>
        <span className={styles.proof} data-proof={reason.proof} title={reason.sure}>
          {t(`manager.asks.${reason.proof}`)}
        </span>
        <span>
          {decisive
            ? t("manager.asks.costs", { level: t(`manager.level.${decisive}`), cost: amount(decisive, reason.cost[levels.indexOf(decisive)] ?? 0) })
            : t("manager.asks.draw")}
        </span>
      </p>
      {reason.nearest && <p className={styles.near}>{reason.nearest.text}</p>}
      <details>
        <summary>{t("manager.asks.figures")}</summary>
        <p>{reason.sure}</p>
        <dl className={styles.costs} aria-label={t("manager.asks.cost")}>
          {levels.map((level, i) => (
            <Cost key={level} level={t(`manager.level.${level}`)} cost={reason.cost[i] ?? 0} text={amount(level, reason.cost[i] ?? 0)} />
          ))}
        </dl>
        {reason.because.length > 0 && (
          <>
            <p>{t("manager.asks.because")}</p>
            <ul className={styles.because}>
              {[...new Set(reason.because.map((f) => f.text))].map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </>
        )}
      </details>
    </div>
  );
}

/** Cost is one level's, left out where nothing changes. */
function Cost({ level, cost, text }: { level: string; cost: number; text: string }) {
  if (cost === 0) return null;
  return (
    <div>
      <dt>{level}</dt>
      <dd>{cost > 0 ? t("manager.asks.more", { cost: text }) : text}</dd>
    </div>
  );
}
