import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { LeaveBalance, LeaveCard, LeaveCheck, MyLeave } from "../../api/shapes.ts";
import { useNow } from "../../app/clock.ts";
import { useMe, zoneOf } from "../../app/session.ts";
import { useTitle } from "../../app/title.ts";
import { t } from "../../i18n/index.ts";
import { addDays, dayMonthYear, type Day, span } from "../../lib/day.ts";
import { dayIn, duration } from "../../lib/time.ts";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Banner, Empty, Loaded } from "../../ui/state.tsx";
import { sentence } from "../../ui/summary.tsx";
import { Calendar, Key } from "./calendar.tsx";
import { leaveCheck, myLeave, type Span, useLeave } from "./data.ts";
import styles from "./leave-page.module.css";

/** How many days the calendar shows, and how many more at a time; the server says at most two years. */
const shownDays = 91;
const mostDays = 730;

/** LeavePage is how much leave is left, asking for more, and what became of what was asked. */
export function LeavePage() {
  useTitle(t("leave.title"));
  const today = dayIn(useNow(600), zoneOf(useMe()));
  const [length, setLength] = useState(shownDays);
  const to = addDays(today, length - 1);
  const query = useQuery(myLeave(today, to));
  const [chosen, setChosen] = useState<Span>();
  const act = useLeave((what, card) => {
    if (what === "asked") setChosen(undefined);
    announce(t(what === "gone" ? "leave.gone" : card.state === "agreed" ? "leave.agreedNow" : card.state === "refused" ? "leave.notNow" : "leave.sent"));
  });
  const error = act.ask.error ?? act.withdraw.error;
  return (
    <div className={styles.page}>
      <h1>{t("leave.title")}</h1>
      {error && <Banner tone="bad">{sentence(error)}</Banner>}
      <Loaded query={query} rows={4} height={110}>
        {(leave) => (
          <>
            <Balance years={leave.years} />
            <Pick
              leave={leave}
              today={today}
              to={to}
              chosen={chosen}
              choose={setChosen}
              act={act}
              more={length + shownDays <= mostDays ? () => setLength(length + shownDays) : undefined}
            />
            <Requests requests={leave.requests} act={act} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Balance({ years }: { years: readonly LeaveBalance[] }) {
  const [now, next] = years;
  if (!now) return null;
  const rows: [string, number][] = [
    [t("leave.entitled"), now.entitled_minutes],
    [t("leave.carried"), now.carried_minutes],
    [t("leave.agreed"), -now.agreed_minutes],
    [t("leave.leftRow"), now.left_minutes],
    [t("leave.asked"), now.asked_minutes],
  ];
  return (
    <section className={styles.sum} aria-labelledby="left">
      <h2 id="left">
        {t(now.left_minutes < 0 ? "leave.over" : "leave.left", { hours: duration(Math.abs(now.left_minutes)), day: dayMonthYear(now.last_day) })}
      </h2>
      {next && <p>{t("leave.next", { day: dayMonthYear(next.first_day), hours: duration(next.entitled_minutes + next.carried_minutes) })}</p>}
      <details>
        <summary>{t("leave.sum")}</summary>
        <dl className={styles.rows}>
          {rows.map(([label, minutes]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{duration(minutes)}</dd>
            </div>
          ))}
        </dl>
        <p>{now.service_from ? t("leave.service", { day: dayMonthYear(now.service_from) }) : t("leave.serviceUnknown")}</p>
      </details>
    </section>
  );
}

function Pick({
  leave,
  today,
  to,
  chosen,
  choose,
  act,
  more,
}: {
  leave: MyLeave;
  today: Day;
  to: Day;
  chosen: Span | undefined;
  choose: (span: Span | undefined) => void;
  act: ReturnType<typeof useLeave>;
  more: (() => void) | undefined;
}) {
  // After the first tap the next one at or after it ends the span; any other begins a new one.
  const [begun, setBegun] = useState(false);
  const tap = (day: Day) => {
    if (begun && chosen && day >= chosen.first_day) {
      setBegun(false);
      choose({ first_day: chosen.first_day, last_day: day });
    } else {
      setBegun(true);
      choose({ first_day: day, last_day: day });
    }
  };
  const set = (which: keyof Span, day: Day) => {
    if (!day) return;
    const now = chosen ?? { first_day: day, last_day: day };
    const next = { ...now, [which]: day };
    if (next.last_day < next.first_day) next[which === "first_day" ? "last_day" : "first_day"] = day;
    choose(next);
  };
  return (
    <section className={styles.part} aria-labelledby="pick">
      <h2 id="pick">{t("leave.pick")}</h2>
      <p className={styles.quiet}>{t("leave.pickLead")}</p>
      <Calendar firstDay={today} lastDay={to} days={leave.days} chosen={chosen} onTap={tap} />
      {more && <Button onPress={more}>{t("leave.more")}</Button>}
      <Key />
      <div className={styles.pair}>
        <Field label={t("leave.first")} type="date" min={today} value={chosen?.first_day ?? ""} onChange={(e) => set("first_day", e.target.value)} />
        <Field label={t("leave.last")} type="date" min={today} value={chosen?.last_day ?? ""} onChange={(e) => set("last_day", e.target.value)} />
      </div>
      {chosen && <Chosen chosen={chosen} choose={choose} act={act} />}
    </section>
  );
}

function Chosen({ chosen, choose, act }: { chosen: Span; choose: (span: Span) => void; act: ReturnType<typeof useLeave> }) {
  const query = useQuery(leaveCheck(chosen));
  return (
    <div className={styles.card} role="status">
      <h3>{days(chosen)}</h3>
      <Loaded query={query} rows={1} height={72}>
        {(check: LeaveCheck) => (
          <>
            <p>{check.words}</p>
            <p className={styles.quiet}>{t("leave.takes", { hours: duration(check.minutes), left: duration(check.left_minutes) })}</p>
            <Nearest spans={check.nearest} choose={choose} />
            {check.may_ask && (
              <div className={styles.actions}>
                <Button weight="strong" busy={act.ask.isPending} onPress={() => act.ask.mutate(chosen)}>
                  {t("leave.askChosen")}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </div>
  );
}

const days = (s: Span) => (s.first_day === s.last_day ? dayMonthYear(s.first_day) : span(s.first_day, s.last_day));

function Nearest({ spans, choose }: { spans: readonly Span[]; choose: (span: Span) => void }) {
  if (spans.length === 0) return null;
  return (
    <>
      <p>{t("leave.near")}</p>
      <div className={styles.actions}>
        {spans.map((s) => (
          <Button key={s.first_day} small onPress={() => choose({ first_day: s.first_day, last_day: s.last_day })}>
            {days(s)}
          </Button>
        ))}
      </div>
    </>
  );
}

function Requests({ requests, act }: { requests: readonly LeaveCard[]; act: ReturnType<typeof useLeave> }) {
  return (
    <section className={styles.part} aria-labelledby="requests">
      <h2 id="requests">{t("leave.requests")}</h2>
      {requests.length === 0 ? (
        <Empty>{t("leave.requestsNone")}</Empty>
      ) : (
        <ul className={styles.part}>
          {requests.map((r) => (
            <li key={r.id} className={styles.card} data-state={r.state}>
              <h3>{r.title}</h3>
              <p className={styles.status}>{r.status}</p>
              {r.why && <p>{r.why}</p>}
              <p className={styles.quiet}>{duration(r.minutes)}</p>
              {r.nearest.length > 0 && (
                <>
                  <p>{t("leave.near")}</p>
                  <div className={styles.actions}>
                    {r.nearest.map((s) => (
                      <Button key={s.first_day} small busy={act.ask.isPending} onPress={() => act.ask.mutate(s)}>
                        {t("leave.ask", { days: days(s) })}
                      </Button>
                    ))}
                  </div>
                </>
              )}
              {r.may_withdraw && (
                <div className={styles.actions}>
                  <Button busy={act.withdraw.isPending} onPress={() => act.withdraw.mutate(r)} aria-label={`${t("leave.back")}: ${r.title}`}>
                    {t("leave.back")}
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
