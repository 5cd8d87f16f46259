import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useNow } from "../../app/clock.ts";
import { can, useMe } from "../../app/session.ts";
import { useTitle } from "../../app/title.ts";
import type { Period, Repair, Roster, Ward } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { span } from "../../lib/day.ts";
import { dayIn } from "../../lib/time.ts";
import { Banner, Empty, Failed, Loaded, Skeleton } from "../../ui/state.tsx";
import { rosterData } from "../roster/data.ts";
import { wardData } from "../ward/data.ts";
import { PeriodChoice, usePeriod, useTeam, Waiting, WardFrame } from "../ward/ward-frame.tsx";
import { Changes } from "./changes.tsx";
import { looking, repairData } from "./data.ts";
import { EventForm } from "./event-form.tsx";
import styles from "./repair-page.module.css";
import { Ways } from "./ways.tsx";

/** RepairPage takes down what has happened to a published rota and shows the ways to repair it side by side. */
export function RepairPage() {
  useTitle(t("repair.title"));
  return <WardFrame>{(ward) => <OneWard key={ward.id} ward={ward} />}</WardFrame>;
}

function OneWard({ ward }: { ward: Ward }) {
  const today = dayIn(useNow(600), ward.time_zone);
  const { query, periods, period, choose } = usePeriod(ward, (all) => all.find((p) => p.state === "published" && p.last_day >= today));
  if (query.error && !query.data) return <Failed error={query.error} again={() => void query.refetch()} />;
  if (query.isPending) return <Waiting />;
  if (!period) return <Empty>{t("repair.none")}</Empty>;
  return (
    <div className={styles.page}>
      <h1>{t("repair.title")}</h1>
      <PeriodChoice ward={ward} periods={periods} period={period} choose={choose} />
      <Link to="/ward" search={{ ward: ward.id, period: period.id }} className={styles.back ?? ""}>
        {t("repair.back")}
      </Link>
      <OnePeriod key={period.id} ward={ward} period={period} today={today} />
    </div>
  );
}

function OnePeriod({ ward, period, today }: { ward: Ward; period: Period; today: string }) {
  const rosters = useQuery(rosterData.list(period.id));
  return (
    <Loaded query={rosters} rows={2} height={240}>
      {(list) => {
        const published = list.find((r) => r.state === "published");
        if (!published) return <Empty>{t("repair.none")}</Empty>;
        return <Published ward={ward} period={period} roster={published} today={today} />;
      }}
    </Loaded>
  );
}

function Published({ ward, period, roster, today }: { ward: Ward; period: Period; roster: Roster; today: string }) {
  const who = useMe();
  const team = useTeam(ward);
  const skills = useQuery(wardData.skills());
  const repairs = useQuery(repairData.list(roster.id));
  const [applied, setApplied] = useState(false);
  const [newest] = repairs.data ?? [];
  return (
    <>
      <p className={styles.lead}>{t("repair.lead", { span: span(period.first_day, period.last_day) })}</p>
      {applied && <Banner tone="good">{t("repair.applied", { number: roster.number })}</Banner>}
      {team && skills.data && can(who, "write_draft", ward.id) ? (
        <EventForm roster={roster} period={period} today={today} staff={team.staff} shifts={team.shifts} skills={skills.data} />
      ) : (
        <Skeleton rows={1} height={320} />
      )}
      {newest && <Found repair={newest} may={can(who, "approve", ward.id)} onApplied={() => setApplied(true)} />}
      <Changes ward={ward} period={period} />
    </>
  );
}

function Found({ repair, may, onApplied }: { repair: Repair; may: boolean; onApplied: () => void }) {
  return (
    <section aria-labelledby="ways" className={styles.found} aria-busy={looking(repair)}>
      <h2 id="ways">{t("repair.ways")}</h2>
      <ul className={styles.what}>
        {repair.text.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {looking(repair) && (
        <div role="status">
          <p>{t("repair.looking")}</p>
        </div>
      )}
      {repair.state === "failed" && <Banner tone="bad">{t("repair.failed", { why: repair.failure ?? "" })}</Banner>}
      {repair.state === "applied" && <Banner>{t("repair.appliedBefore")}</Banner>}
      {repair.ways.length > 0 && <Ways repair={repair} may={may} onApplied={onApplied} />}
    </section>
  );
}
