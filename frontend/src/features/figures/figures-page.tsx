import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState, type FormEvent } from "react";
import { serverNow } from "../../api/http.ts";
import type { Figures } from "../../api/shapes.ts";
import { useTitle } from "../../app/title.ts";
import { t } from "../../i18n/index.ts";
import { type Day, monthName } from "../../lib/day.ts";
import { dayIn } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Empty, Loaded, Skeleton } from "../../ui/state.tsx";
import { Register } from "../limits/register.tsx";
import { FigureCard } from "./figure-card.tsx";
import { FigureTable } from "./figure-table.tsx";
import { figuresOf, measures, type Measure } from "./data.ts";
import styles from "./figures-page.module.css";

const Trend = lazy(() => import("./trend.tsx"));

/** addMonths returns the first day of the month n months later. */
export function addMonths(day: Day, n: number): Day {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + n;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}-01`;
}

/** FiguresPage is one page of figures from published rotas, for a range of months that is in the address. */
export function FiguresPage() {
  useTitle(t("figures.title"));
  const navigate = useNavigate();
  const search = useSearch({ from: "/app/figures" });
  const today = dayIn(serverNow(), "Europe/London");
  // A rota is published weeks before it begins, so a year ends some months ahead.
  const from = search.from ?? addMonths(today, -8);
  const to = search.to ?? addMonths(today, 3);
  const query = useQuery(figuresOf(from, to));
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    const form = new FormData(e.currentTarget);
    void navigate({ to: "/figures", search: { from: `${String(form.get("from"))}-01`, to: `${String(form.get("to"))}-01` } });
  };
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>{t("figures.title")}</h1>
        <form onSubmit={submit} className={styles.range} key={`${from}${to}`}>
          <Field label={t("figures.from")} type="month" name="from" required pattern="\d{4}-\d{2}" defaultValue={from.slice(0, 7)} />
          <Field label={t("figures.to")} type="month" name="to" required pattern="\d{4}-\d{2}" defaultValue={to.slice(0, 7)} />
          <Button type="submit">{t("figures.show")}</Button>
        </form>
      </div>
      <Loaded query={query} rows={3} height={120}>
        {(f) => <Sheet figures={f} />}
      </Loaded>
      <a className={styles.csv} href={`/api/v1/figures.csv?${new URLSearchParams({ from, to }).toString()}`} download>
        {t("figures.csv")}
      </a>
      <Register />
    </div>
  );
}

/** firstMeasure is the one of which most months tell something: neither held back nor nought. Of equals the first. */
export function firstMeasure(months: Figures["months"]): Measure {
  const told = (m: Measure) => months.filter((x) => x[m].value).length;
  return measures.reduce<Measure>((best, m) => (told(m) > told(best) ? m : best), measures[0]);
}

function Sheet({ figures }: { figures: Figures }) {
  const { organisation, months } = figures;
  const [chosen, setMeasure] = useState<Measure>();
  const measure = chosen ?? firstMeasure(months);
  return (
    <>
      <p className={styles.lead}>
        {t("figures.lead", { from: monthName(figures.from), to: monthName(figures.to) })} {t("figures.rotas", { count: organisation.rotas })}.
      </p>
      {organisation.rotas === 0 ? (
        <Empty>{t("figures.empty")}</Empty>
      ) : (
        <>
          <p className={styles.legend}>{t("figures.legend")}</p>
          <div className={styles.cards}>
            {measures.map((m) => (
              <FigureCard key={m} row={organisation} measure={m} />
            ))}
          </div>
          <section className={styles.section} aria-labelledby="trend">
            <div className={styles.bar}>
              <h2 id="trend">{t("figures.trend")}</h2>
              <div className={styles.choice}>
                <Select label={t("figures.measure")} value={measure} onChange={(e) => setMeasure(e.target.value as Measure)}>
                  {measures.map((m) => (
                    <option key={m} value={m}>
                      {t(`figures.name.${m}`)}
                    </option>
                  ))}
                </Select>
              </div>
            </div>
            <Suspense fallback={<Skeleton rows={1} height={260} />}>
              <Trend months={months} measure={measure} />
            </Suspense>
            <details className={styles.twin}>
              <summary>{t("figures.table")}</summary>
              <FigureTable
                label={t("figures.trend")}
                first={t("figures.month")}
                rows={months.map((row) => ({ key: row.month, name: monthName(row.month), row }))}
                measures={[measure]}
                size
              />
            </details>
          </section>
          <section className={styles.section} aria-labelledby="places">
            <h2 id="places">{t("figures.places")}</h2>
            <FigureTable
              label={t("figures.places")}
              first={t("figures.place")}
              measures={measures}
              rows={[
                { key: "all", name: t("figures.all"), row: organisation, strong: true },
                ...figures.divisions.flatMap((d) => [
                  { key: d.id ?? d.name, name: d.name, row: d, strong: true },
                  ...figures.wards.filter((w) => w.division_id === d.id).map((w) => ({ key: w.id ?? w.name, name: w.name, row: w })),
                ]),
              ]}
            />
          </section>
        </>
      )}
    </>
  );
}
