import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { can, useMe } from "../../app/session.ts";
import type { Period, Shift, Staff, Ward } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { span } from "../../lib/day.ts";
import { Select } from "../../ui/field.tsx";
import { Empty, Loaded, Skeleton } from "../../ui/state.tsx";
import { wardData } from "./data.ts";
import { wardSearch, type WardSearch } from "./search.ts";
import styles from "./ward-frame.module.css";

/** useWardSearch gives the URL's part and a way to change it. */
export function useWardSearch(): [WardSearch, (change: WardSearch) => void] {
  const search = wardSearch(useRouterState({ select: (s) => s.location.search as Record<string, unknown> }));
  const navigate = useNavigate();
  return [search, (change) => void navigate({ to: ".", search: change as never, replace: true })];
}

/** WardFrame finds the ward of a manager's page and lets those with several choose. */
export function WardFrame({ children }: { children: (ward: Ward) => ReactNode }) {
  const who = useMe();
  const [search, setSearch] = useWardSearch();
  const wards = useQuery(wardData.all());
  return (
    <Loaded query={wards} rows={1} height={480}>
      {(all) => {
        const mine = all.filter((w) => can(who, "read_draft", w.id));
        const ward = mine.find((w) => w.id === search.ward) ?? mine[0];
        if (!ward) return <Empty>{t("manager.noWard")}</Empty>;
        return (
          <>
            {mine.length > 1 && (
              <div className={styles.choice}>
                <Select label={t("manager.ward")} value={ward.id} onChange={(e) => setSearch({ ward: e.target.value })}>
                  {mine.map((w) => (
                    <option key={w.id} value={w.id}>
                      {w.name}
                    </option>
                  ))}
                </Select>
              </div>
            )}
            {children(ward)}
          </>
        );
      }}
    </Loaded>
  );
}

/** usePeriod finds the period of a page: the one in the URL, else the one that the page prefers. */
export function usePeriod(ward: Ward, prefer: (periods: readonly Period[]) => Period | undefined) {
  const [search, setSearch] = useWardSearch();
  // The nightly run and other people move periods on; a page that stays open follows.
  const query = useQuery({ ...wardData.periods(ward.id), refetchInterval: 60_000 });
  const periods = (query.data ?? []).toSorted((a, b) => (a.first_day < b.first_day ? -1 : 1));
  // Once shown it stays: publishing a rota must not put another one in its place.
  const [kept, setKept] = useState<string>();
  const period = periods.find((p) => p.id === (search.period ?? kept)) ?? prefer(periods) ?? periods[0];
  if (period && period.id !== kept) setKept(period.id);
  const choose = (id: string) => setSearch({ ...(search.ward && { ward: search.ward }), period: id });
  return { query, periods, period, choose };
}

/** PeriodChoice lets the reader go from one period to another. */
export function PeriodChoice({
  ward,
  periods,
  period,
  choose,
}: {
  ward: Ward;
  periods: readonly Period[];
  period: Period;
  choose: (id: string) => void;
}) {
  return (
    <div className={styles.choice}>
      <Select label={t("manager.period", { ward: ward.name })} value={period.id} onChange={(e) => choose(e.target.value)}>
        {periods.map((p) => (
          <option key={p.id} value={p.id}>
            {span(p.first_day, p.last_day)} · {t(`manager.periodState.${p.state}`)}
          </option>
        ))}
      </Select>
    </div>
  );
}

/** useTeam brings the staff and shifts of a ward, which most of its pages need together. */
export function useTeam(ward: Ward): { staff: Staff[]; shifts: Shift[] } | undefined {
  const staff = useQuery(wardData.staff(ward.id));
  const shifts = useQuery(wardData.shifts(ward.id));
  return staff.data && shifts.data && { staff: staff.data, shifts: shifts.data };
}

/** Waiting holds the place of a page whose parts are on their way. */
export const Waiting = () => <Skeleton rows={1} height={480} />;
