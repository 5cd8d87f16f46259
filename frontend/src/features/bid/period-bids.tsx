import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMe } from "../../app/session.ts";
import type { MyPeriod, Shift } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { type Day, shortDay, span } from "../../lib/day.ts";
import { countdown, dayIn, momentIn } from "../../lib/time.ts";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { Banner, Failed, Skeleton } from "../../ui/state.tsx";
import { AskSheet } from "./ask-sheet.tsx";
import { BandKey, bandsOf } from "../whatif/contested.tsx";
import { whatIf } from "../whatif/data.ts";
import styles from "./bid-page.module.css";
import { Calendar } from "./calendar.tsx";
import { Disputes } from "./disputes.tsx";
import { next } from "./cycle.ts";
import type { Shown, Wanted } from "./outbox.ts";
import { PlanSheet } from "./plan-sheet.tsx";
import { asksUsed, kept, moved, tokensUsed } from "./plans.ts";
import { useBids } from "./use-bids.ts";
import { askWords, weightWords } from "./words.ts";

const day1 = 86_400_000;

/** PeriodBids is one period's calendar with its bar at the thumb. */
export function PeriodBids({ period, shifts, open, now, zone }: { period: MyPeriod; shifts: readonly Shift[]; open: boolean; now: number; zone: string }) {
  const who = useMe();
  const bids = useBids(who.user.id, period);
  const [chosen, setChosen] = useState<Day>();
  const [sheet, setSheet] = useState<Day>();
  const [full, setFull] = useState(false);
  const [undo, setUndo] = useState<{ day: Day; before: Shown | undefined }>();
  const [plans, setPlans] = useState(false);
  const used = asksUsed(bids.shown);
  const cap = period.preference_cap;
  // What was kept on this device by an older version knows of no tokens.
  const tokens = period.tokens ?? 0;
  const tokensLeft = Math.max(0, tokens - tokensUsed(bids.shown));
  const at = (day: Day) => bids.shown.find((s) => s.day === day);
  const save = (day: Day, wanted: Wanted | undefined) => {
    const before = at(day);
    if (wanted && !before && used >= cap) {
      setFull(true);
      announce(t("bid.full", { cap }));
      return;
    }
    setFull(false);
    setUndo({ day, before });
    if (wanted) {
      bids.put({ ...kept(before), ...wanted }, before);
      announce(t("bid.said", { day: shortDay(day), ask: askWords(wanted, shifts) }));
    } else if (before) {
      bids.withdraw(before);
      announce(t("bid.gone", { day: shortDay(day) }));
    }
  };
  const tap = (day: Day) => {
    setChosen(day);
    if (!open) return;
    const before = at(day);
    // The first tap on a day that has an ask only shows it, so that no look changes anything.
    if (before && day !== chosen) return announce(t("bid.said", { day: shortDay(day), ask: askWords(before, shifts) }));
    const ask = next(before, shifts);
    return save(day, ask && { ...ask, day, ...(before?.token ? { token: true } : {}), ...(before?.note ? { note: before.note } : {}) });
  };
  const back = () => {
    const last = undo;
    if (!last) return;
    setUndo(undefined);
    const current = at(last.day);
    if (last.before) {
      // What the server has let go comes back as a new preference.
      const waits = bids.queue.some((c) => c.id === last.before?.id);
      bids.put(wantedOf(last.before), current ?? (waits ? last.before : undefined));
    } else if (current) bids.withdraw(current);
  };
  // Without a picture, or an answer, the calendar is as it always was.
  const contested = useQuery(whatIf.mine(period.id)).data;
  const left = countdown(period.bidding_closes_at, now);
  if (bids.error) return <Failed error={bids.error} />;
  return (
    <>
      <div className={styles.head}>
        <div className={styles.title}>
          <h1>{t("bid.period", { span: span(period.first_day, period.last_day) })}</h1>
          {open && left && (
            <span className={styles.left} data-soon={Date.parse(period.bidding_closes_at) - now < day1 ? "" : undefined}>
              {t("bid.closes", { left })}
            </span>
          )}
        </div>
        <p className={styles.small}>
          {open ? `${t("bid.closesAt", { moment: momentIn(period.bidding_closes_at, zone) })} ${t("bid.sealed")}` : t("bid.closed")}
        </p>
      </div>
      <Disputes bids={bids} shifts={shifts} />
      {bids.queue.some((c) => c.state === "waiting") && <QueueLine count={bids.queue.filter((c) => c.state === "waiting").length} />}
      {bids.loading ? (
        <Skeleton rows={6} height={58} />
      ) : (
        <Calendar
          firstDay={period.first_day}
          lastDay={period.last_day}
          today={dayIn(now, zone)}
          shown={bids.shown}
          shifts={shifts}
          open={open}
          chosen={chosen}
          bands={open ? bandsOf(contested) : undefined}
          onTap={tap}
          onMore={(day) => {
            setChosen(day);
            if (open) setSheet(day);
          }}
        />
      )}
      {open && bids.shown.length > 1 && (
        <div>
          <Button onPress={() => setPlans(true)}>{t("bid.plans.open")}</Button>
        </div>
      )}
      {open && <BandKey picture={contested} day={chosen} zone={zone} />}
      {full && (
        <div role="alert">
          <Banner tone="warn">{t("bid.full", { cap })}</Banner>
        </div>
      )}
      <div className={styles.bar}>
        <Chosen open={open} day={chosen} asks={bids.shown.filter((s) => s.day === chosen)} shifts={shifts} />
        {open && (chosen || undo) && (
          <div className={styles.buttons}>
            <Button weight="quiet" onPress={back} isDisabled={!undo}>
              {t("bid.undo")}
            </Button>
            <Button onPress={() => setSheet(chosen)} isDisabled={!chosen}>
              {t("bid.more")}
            </Button>
          </div>
        )}
        <div className={styles.meter}>
          <progress max={cap} value={Math.min(used, cap)} aria-label={t("bid.used", { used, cap })} />
          <span>{t("bid.used", { used, cap })}</span>
          {tokens > 0 && <span>{t("bid.token.left", { left: tokensLeft, all: tokens })}</span>}
        </div>
      </div>
      {plans && (
        <PlanSheet
          asks={bids.shown}
          shifts={shifts}
          cap={cap}
          tokens={tokens}
          onMove={(ask, to) => bids.put(moved(ask, to), ask)}
          onClose={() => setPlans(false)}
        />
      )}
      {sheet && (
        <AskSheet
          key={sheet}
          day={sheet}
          asks={bids.shown.filter((s) => s.day === sheet)}
          shifts={shifts}
          tokens={{ all: tokens, left: tokensLeft }}
          onClose={() => setSheet(undefined)}
          onSave={(wanted) => {
            save(sheet, wanted);
            setSheet(undefined);
          }}
          onWithdraw={(ask) => {
            setUndo({ day: ask.day, before: ask });
            bids.withdraw(ask);
            announce(t("bid.gone", { day: shortDay(ask.day) }));
            setSheet(undefined);
          }}
        />
      )}
    </>
  );
}

function wantedOf(shown: Shown): Wanted {
  const { day, kind, shift_id, shift_kind, strength, token, note } = shown;
  return { day, kind, strength, ...kept(shown), ...(token !== undefined && { token }), ...(shift_id && { shift_id }), ...(shift_kind && { shift_kind }), ...(note && { note }) };
}

/** The line waits a moment before it shows: with a signal a change is sent at once. */
function QueueLine({ count }: { count: number }) {
  return (
    <div className={styles.queue}>
      <Banner>{t("bid.queue", { count })}</Banner>
    </div>
  );
}

function Chosen({ day, asks, shifts, open }: { open: boolean; day: Day | undefined; asks: readonly Shown[]; shifts: readonly Shift[] }) {
  if (!day) return <p className={styles.small}>{open ? t("bid.how") : t("bid.chosen")}</p>;
  const [ask] = asks;
  return (
    <p className={styles.chosen}>
      <strong>{shortDay(day)}</strong>
      <span>
        {ask ? `${askWords(ask, shifts)}, ${weightWords(ask)}` : t("bid.nothing")}
        {ask?.change ? <span className={styles.small}> · {t(`bid.state.${ask.change.state}`)}</span> : ask && <span className={styles.small}> · {t("bid.state.saved")}</span>}
      </span>
    </p>
  );
}
