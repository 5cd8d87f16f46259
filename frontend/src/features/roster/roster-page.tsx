import { useQuery } from "@tanstack/react-query";
import { useNow } from "../../app/clock.ts";
import { useTitle } from "../../app/title.ts";
import type { Period, Ward } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { span } from "../../lib/day.ts";
import { dayIn, momentIn } from "../../lib/time.ts";
import { Empty, Failed, Loaded } from "../../ui/state.tsx";
import { wardData } from "../ward/data.ts";
import { DueLine } from "../ward/due-line.tsx";
import { rotaPeriod } from "../ward/due.ts";
import { PeriodChoice, useWardSearch, usePeriod, useTeam, Waiting, WardFrame } from "../ward/ward-frame.tsx";
import { Board } from "./board.tsx";
import { rosterData } from "./data.ts";
import { FairShares } from "./fair-shares.tsx";
import styles from "./roster-page.module.css";
import { RunStrip, SolveButton, useRun } from "./run-strip.tsx";
import { Steps } from "./steps.tsx";
import { VersionChoice } from "./version-choice.tsx";

/** RosterPage is the ward's rota: the draft as a grid, what is wrong with it, and the way to publish it. */
export function RosterPage() {
  useTitle(t("shell.nav.wardRota"));
  return <WardFrame>{(ward) => <WardRoster key={ward.id} ward={ward} />}</WardFrame>;
}

function WardRoster({ ward }: { ward: Ward }) {
  const today = dayIn(useNow(600), ward.time_zone);
  const { query, periods, period, choose } = usePeriod(ward, (all) => rotaPeriod(all, today));
  if (query.error && !query.data) return <Failed error={query.error} again={() => void query.refetch()} />;
  if (query.isPending) return <Waiting />;
  if (!period) return <Empty>{t("manager.noPeriod")}</Empty>;
  return <PeriodRoster key={period.id} ward={ward} period={period} periods={periods} choose={choose} />;
}

function PeriodRoster({ ward, period, periods, choose }: { ward: Ward; period: Period; periods: readonly Period[]; choose: (id: string) => void }) {
  const [search, setSearch] = useWardSearch();
  const rosters = useQuery(rosterData.list(period.id));
  const demand = useQuery(wardData.demand(period.id));
  const skills = useQuery(wardData.skills());
  const contracts = useQuery(wardData.contracts(ward.id));
  const together = useQuery(wardData.together(ward.id));
  const team = useTeam(ward);
  const run = useRun(period.id);
  const order = (rosters.data ?? []).toSorted((a, b) => b.number - a.number);
  const roster = order.find((r) => r.id === search.roster) ?? order[0];
  const show = (id: string | undefined) => setSearch({ ward: ward.id, period: period.id, ...(id && { roster: id }) });
  return (
    <>
      <div className={styles.head}>
        <h1 className="visually-hidden">
          {ward.name}, {span(period.first_day, period.last_day)}
        </h1>
        <PeriodChoice ward={ward} periods={periods} period={period} choose={choose} />
        {order.length > 0 && roster && <VersionChoice rosters={order} roster={roster} onChoose={show} />}
        <div className={styles.due}>
          <DueLine ward={ward} periods={periods} period={period} choose={choose} />
        </div>
        <div className={styles.actions}>
          {period.state !== "planned" && period.state !== "open" && period.state !== "published" && (
            <SolveButton ward={ward} period={period} run={run} />
          )}
          {roster && <Steps ward={ward} period={period} roster={roster} />}
        </div>
      </div>
      <RunStrip run={run} onShow={show} />
      {roster && <FairShares periodId={period.id} rosterId={roster.id} />}
      {rosters.data && !roster && <Empty>{waitingFor(period, ward)}</Empty>}
      {rosters.error && !rosters.data && <Failed error={rosters.error} again={() => void rosters.refetch()} />}
      {roster && team && demand.data && skills.data && contracts.data && together.data ? (
        <Roster
          key={roster.id}
          id={roster.id}
          board={{ ward, period, staff: team.staff, shifts: team.shifts, skills: skills.data, contracts: contracts.data, demand: demand.data, extra: together.data.supernumerary }}
        />
      ) : (
        roster && <Waiting />
      )}
    </>
  );
}

function Roster({ id, board }: { id: string; board: Parameters<typeof Board>[0]["board"] }) {
  const view = useQuery(rosterData.view(id));
  return (
    <Loaded query={view} rows={1} height={480}>
      {(v) => <Board view={v} board={board} />}
    </Loaded>
  );
}

function waitingFor(period: Period, ward: Ward): string {
  if (period.state === "planned") return t("manager.noRoster.planned");
  if (period.state === "open") return t("manager.noRoster.open", { moment: momentIn(period.bidding_closes_at, ward.time_zone) });
  if (period.state === "closed") return t("manager.noRoster.closed");
  return t("manager.noRoster.other");
}
