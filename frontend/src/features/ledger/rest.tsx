import type { RestDebt } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { dayMonthYear } from "../../lib/day.ts";
import { restLength } from "./data.ts";
import styles from "./rest.module.css";

/** MyRest tells a person which rest is owed to them; it is not there while nothing is or was. */
export function MyRest({ debts }: { debts: readonly RestDebt[] }) {
  if (debts.length === 0) return null;
  return (
    <section className={styles.card} aria-labelledby="rest">
      <h2 id="rest">{t("ledger.rest.title")}</h2>
      <ul className={styles.list}>
        {debts.map((d) => (
          <li key={d.id}>
            <State debt={d} />
            <p>{d.text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** WardRest shows a manager to whom rest is owed, how much, and by when. */
export function WardRest({ debts }: { debts: readonly RestDebt[] }) {
  return (
    <section className={styles.card} aria-labelledby="rest">
      <h2 id="rest">{t("ledger.rest.ward")}</h2>
      {debts.length === 0 ? (
        <p className={styles.note}>{t("ledger.rest.none")}</p>
      ) : (
        <>
          <p className={styles.note}>{t("ledger.rest.wardNote")}</p>
          <ul className={styles.list}>
            {debts.map((d) => (
              <li key={d.id}>
                <State debt={d} />
                <h3>{d.name}</h3>
                <dl className={styles.facts}>
                  <Fact name={t("ledger.rest.minutes")} value={restLength(d.minutes)} />
                  <Fact name={t("ledger.rest.day")} value={dayMonthYear(d.day)} />
                  <Fact name={t("ledger.rest.due")} value={dayMonthYear(d.due_day)} />
                </dl>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function State({ debt }: { debt: RestDebt }) {
  return (
    <span className={styles.state} data-state={debt.state}>
      {t(`ledger.rest.${debt.state}`)}
    </span>
  );
}
