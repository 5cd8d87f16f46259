import { useQuery } from "@tanstack/react-query";
import type { MyLedger } from "../../api/shapes.ts";
import { useTitle } from "../../app/title.ts";
import { t } from "../../i18n/index.ts";
import { dayMonthYear, longDay, span } from "../../lib/day.ts";
import { Empty, Loaded } from "../../ui/state.tsx";
import { Bands } from "./bands.tsx";
import { groups, myLedger, myRestDebts, points, type Group } from "./data.ts";
import styles from "./ledger-page.module.css";
import { Line } from "./line.tsx";
import { MyRest } from "./rest.tsx";

/** LedgerPage is what one's rotas have asked of oneself: the sum, where one stands, and every line. */
export function LedgerPage() {
  useTitle(t("ledger.title"));
  const query = useQuery(myLedger());
  const rest = useQuery(myRestDebts());
  return (
    <div className={styles.page}>
      <h1>{t("ledger.title")}</h1>
      <Loaded query={query} rows={3} height={120}>
        {(ledger) => <Sheet ledger={ledger} />}
      </Loaded>
      {rest.data && <MyRest debts={rest.data.items} />}
    </div>
  );
}

function Sheet({ ledger }: { ledger: MyLedger }) {
  return (
    <>
      <section className={styles.sum} aria-labelledby="sum">
        <h2 id="sum">{ledger.text}</h2>
        <p>{t("ledger.asOf", { day: longDay(ledger.as_of) })}</p>
      </section>
      <section className={styles.card} aria-labelledby="ward">
        <h2 id="ward">{t("ledger.ward")}</h2>
        <p>{ledger.where}</p>
        {ledger.bands.length > 1 && <Bands bands={ledger.bands} />}
      </section>
      <section className={styles.lines} aria-labelledby="lines">
        <h2 id="lines">{t("ledger.lines")}</h2>
        {ledger.lines.length === 0 ? <Empty>{t("ledger.empty")}</Empty> : groups(ledger.lines).map((g) => <Rota key={g.key} group={g} />)}
      </section>
      <section className={styles.explain} aria-labelledby="explain">
        <h2 id="explain">{t("ledger.explain")}</h2>
        <dl>
          {ledger.explain.map((x) => (
            <div key={x.question}>
              <dt>{x.question}</dt>
              <dd>{x.answer}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}

function Rota({ group }: { group: Group }) {
  const name = group.imported ? t("ledger.before", { day: dayMonthYear(group.last) }) : t("ledger.rota", { span: span(group.first, group.last) });
  return (
    <section className={styles.rota} aria-label={name}>
      <div className={styles.head}>
        <h3>{name}</h3>
        <span>{t("ledger.sum", { points: points(group.sum) })}</span>
      </div>
      <ul>
        {group.lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ul>
    </section>
  );
}
