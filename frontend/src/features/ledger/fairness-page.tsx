import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Ward, WardFairness } from "../../api/shapes.ts";
import { useTitle } from "../../app/title.ts";
import { t } from "../../i18n/index.ts";
import { dayMonthYear, span } from "../../lib/day.ts";
import { Empty, Loaded } from "../../ui/state.tsx";
import { WardFrame } from "../ward/ward-frame.tsx";
import { Bands } from "./bands.tsx";
import { points, wardFairness, wardRestDebts } from "./data.ts";
import styles from "./fairness-page.module.css";
import { WardRest } from "./rest.tsx";
import { Trend } from "./trend.tsx";

/** FairnessPage is how burden lies on a ward, for its manager. */
export function FairnessPage() {
  useTitle(t("ledger.fairness.title"));
  return <WardFrame>{(ward) => <OneWard key={ward.id} ward={ward} />}</WardFrame>;
}

function OneWard({ ward }: { ward: Ward }) {
  const query = useQuery(wardFairness(ward.id));
  const rest = useQuery(wardRestDebts(ward.id));
  return (
    <div className={styles.page}>
      <h1>{t("ledger.fairness.title")}</h1>
      <Loaded query={query} rows={3} height={200}>
        {(fairness) => <Sheet fairness={fairness} />}
      </Loaded>
      <Loaded query={rest} rows={1} height={80}>
        {(debts) => <WardRest debts={debts.items} />}
      </Loaded>
    </div>
  );
}

function Sheet({ fairness }: { fairness: WardFairness }) {
  const { bands, trend, people } = fairness;
  const nothing = trend.length === 0 && people.every((p) => p.burden === 0);
  return (
    <>
      <p className={styles.lead}>
        {t("ledger.fairness.lead")} {t("ledger.fairness.asOf", { day: dayMonthYear(fairness.as_of) })}
      </p>
      {nothing ? (
        <Empty>{t("ledger.fairness.empty")}</Empty>
      ) : (
        <>
          <div className={styles.cards}>
            <section className={styles.card} aria-labelledby="bands">
              <h2 id="bands">{t("ledger.fairness.bands")}</h2>
              {bands.length > 0 && <Bands bands={bands} />}
              <p className={styles.note}>{bands.length > 0 ? t("ledger.fairness.bandsNote") : t("ledger.fairness.few")}</p>
            </section>
            <section className={styles.card} aria-labelledby="trend">
              <h2 id="trend">{t("ledger.fairness.trend")}</h2>
              <Trend points={trend} />
              <p className={styles.note}>{t("ledger.fairness.trendNote")}</p>
              <details className={styles.twin}>
                <summary>{t("ledger.fairness.table")}</summary>
                <TrendTable trend={trend} />
              </details>
            </section>
          </div>
          <section className={styles.card} aria-labelledby="people">
            <h2 id="people">{t("ledger.fairness.people")}</h2>
            <p className={styles.note}>{t("ledger.fairness.peopleNote")}</p>
            <People people={people} />
          </section>
        </>
      )}
    </>
  );
}

function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div
      className={styles.scroll}
      role="group"
      aria-label={label}
      // Wide tables scroll by keys too.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {children}
    </div>
  );
}

function TrendTable({ trend }: { trend: WardFairness["trend"] }) {
  return (
    <Scroll label={t("ledger.fairness.trend")}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("ledger.fairness.period")}</th>
            <th scope="col">{t("ledger.fairness.largest")}</th>
            <th scope="col">{t("ledger.fairness.jain")}</th>
            <th scope="col">{t("ledger.fairness.gini")}</th>
            <th scope="col">{t("ledger.fairness.count")}</th>
          </tr>
        </thead>
        <tbody>
          {trend.map((p) => (
            <tr key={p.period_id}>
              <th scope="row">{span(p.first_day, p.last_day)}</th>
              <td>{points(p.largest)}</td>
              <td>{p.jain.toFixed(2)}</td>
              <td>{p.gini.toFixed(2)}</td>
              <td>{p.people}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const parts = ["refused", "nights", "weekends", "moves"] as const;

function People({ people }: { people: WardFairness["people"] }) {
  return (
    <Scroll label={t("ledger.fairness.people")}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("ledger.fairness.person")}</th>
            <th scope="col">{t("ledger.fairness.total")}</th>
            {parts.map((p) => (
              <th key={p} scope="col">
                {t(`ledger.fairness.${p}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((p) => (
            <tr key={p.staff_id}>
              <th scope="row">{p.name}</th>
              <td className={styles.total}>{points(p.burden)}</td>
              {parts.map((part) => (
                <td key={part}>{points(p[part])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
