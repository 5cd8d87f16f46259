import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useNow } from "../../app/clock.ts";
import { useMe, zoneOf } from "../../app/session.ts";
import { useTitle } from "../../app/title.ts";
import type { MyPeriod } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { span } from "../../lib/day.ts";
import { momentIn } from "../../lib/time.ts";
import { Select } from "../../ui/field.tsx";
import { Empty, Loaded } from "../../ui/state.tsx";
import styles from "./bid-page.module.css";
import { mine } from "./data.ts";
import { PeriodBids } from "./period-bids.tsx";
import { Standing } from "./standing.tsx";

/** openAt tells whether preferences may be put in at an instant; the end is not part of the window. */
export function openAt(period: MyPeriod, now: number): boolean {
  return period.bidding_open && now < Date.parse(period.bidding_closes_at);
}

/** first chooses the period to show: the open one that closes first, else the next to open. */
export function first(periods: readonly MyPeriod[], now: number): MyPeriod | undefined {
  const order = periods.toSorted((a, b) => (a.first_day < b.first_day ? -1 : 1));
  return (
    order.find((p) => openAt(p, now)) ?? order.find((p) => p.state === "planned") ?? order.at(-1)
  );
}

/** BidPage is the calendar of the open weeks, and what is asked every week. */
export function BidPage() {
  useTitle(t("bid.title"));
  const zone = zoneOf(useMe());
  const now = useNow(20);
  const navigate = useNavigate();
  const wanted = useSearch({ from: "/app/bid" }).period;
  const periods = useQuery(mine.periods());
  const ward = useQuery(mine.ward());
  return (
    <div className={styles.page}>
      <Loaded query={periods} rows={2} height={220}>
        {(all) => {
          // A published rota says itself what became of each ask.
          const list = all.filter((p) => p.state !== "published" && p.state !== "archived");
          const period = list.find((p) => p.id === wanted) ?? first(list, now);
          if (!period) return <Empty>{t("bid.none")}</Empty>;
          return (
            <>
              {list.length > 1 && (
                <Select
                  label={t("bid.choose")}
                  value={period.id}
                  onChange={(e) => void navigate({ to: "/bid", search: { period: e.target.value }, replace: true })}
                >
                  {list.map((p) => (
                    <option key={p.id} value={p.id}>
                      {span(p.first_day, p.last_day)}
                    </option>
                  ))}
                </Select>
              )}
              {period.state === "planned" || (period.state === "open" && now < Date.parse(period.bidding_opens_at)) ? (
                <>
                  <h1>{t("bid.period", { span: span(period.first_day, period.last_day) })}</h1>
                  <Empty>
                    {t("bid.opens", { span: span(period.first_day, period.last_day), moment: momentIn(period.bidding_opens_at, zone) })}
                  </Empty>
                </>
              ) : (
                <Loaded query={ward} rows={1} height={280}>
                  {({ shifts }) => <PeriodBids key={period.id} period={period} shifts={shifts} open={openAt(period, now)} now={now} zone={zone} />}
                </Loaded>
              )}
            </>
          );
        }}
      </Loaded>
      {ward.data && <Standing shifts={ward.data.shifts} />}
    </div>
  );
}
