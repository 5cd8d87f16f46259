import type { MyDuty } from "../../api/shapes.ts";
import { list, t } from "../../i18n/index.ts";
import { daysBetween, longDay } from "../../lib/day.ts";
import { clockTime, countdown, dayIn } from "../../lib/time.ts";
import { ShiftChip } from "../../ui/shift-chip.tsx";
import styles from "./next-duty.module.css";

/** NextDuty is the answer to the first question: when, what, with whom. */
export function NextDuty({ duty, now, zone }: { duty: MyDuty | undefined; now: number; zone: string }) {
  if (!duty) {
    return (
      <section className={styles.card} aria-labelledby="next">
        <h2 id="next">{t("rota.next")}</h2>
        <p>{t("rota.nextOff")}</p>
      </section>
    );
  }
  const on = Date.parse(duty.starts_at) <= now;
  const away = daysBetween(dayIn(now, zone), duty.day);
  const soon = away === 0 ? t("rota.today") : away === 1 ? t("rota.tomorrow") : t("rota.away", { left: countdown(duty.starts_at, now) ?? "" });
  const { shift } = duty;
  return (
    <section className={styles.card} aria-labelledby="next" data-kind={shift.kind}>
      <div className={styles.head}>
        <h2 id="next">
          {on ? t("rota.now") : t("rota.next")}: {longDay(duty.day)}
        </h2>
        {!on && soon && <span className={styles.soon}>{soon}</span>}
      </div>
      <div className={styles.main}>
        <ShiftChip code={shift.code} kind={shift.kind} large />
        <p className={styles.what}>
          <span className={styles.name}>
            {shift.name} {duty.ward && t("stints.onWard", { ward: duty.ward })}
          </span>
          <span className={styles.time}>
            {clockTime(shift.start_minute)}{"\u2013"}{clockTime(shift.end_minute)}
          </span>
          {shift.end_minute > 1440 && (
            <span className={styles.ends}>{t("rota.endsNext", { day: longDay(dayIn(duty.ends_at, zone)) })}</span>
          )}
        </p>
      </div>
      <p className={styles.with}>
        {duty.with.length > 0 ? t("rota.with", { names: list(duty.with) }) : t("rota.alone")}
        {duty.skill_code && <span className={styles.skill}> {t("rota.as", { skill: duty.skill_code })}</span>}
      </p>
    </section>
  );
}
