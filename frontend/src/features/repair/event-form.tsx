import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import type { Period, Repair, Roster, Shift, Skill, Staff } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import type { Day } from "../../lib/day.ts";
import { Button } from "../../ui/button.tsx";
import { Area, Choices, Field, fieldId, Select } from "../../ui/field.tsx";
import { ErrorSummary, faultAt } from "../../ui/summary.tsx";
import { ask, repairData, type Happened } from "./data.ts";
import styles from "./repair-page.module.css";

const form = "repair";

/** EventForm takes down what has happened and asks for ways to repair the rota. */
export function EventForm({
  roster,
  period,
  today,
  staff,
  shifts,
  skills,
}: {
  roster: Roster;
  period: Period;
  today: Day;
  staff: readonly Staff[];
  shifts: readonly Shift[];
  skills: readonly Skill[];
}) {
  const client = useQueryClient();
  const [kind, setKind] = useState<Repair["kind"]>("sickness");
  const send = useMutation({
    mutationFn: (data: FormData) => ask(roster, happened(kind, data)),
    onSuccess: () => client.invalidateQueries({ queryKey: repairData.list(roster.id).queryKey }),
  });
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    send.mutate(new FormData(e.currentTarget));
  };
  const soonest = today > period.first_day ? today : period.first_day;
  const at = (pointer: string) => ({ id: fieldId(form, pointer), fault: faultAt(send.error, pointer) });
  const date = (name: string, label: string, pointer: string) => (
    <Field label={label} type="date" name={name} required defaultValue={soonest} max={period.last_day} {...at(pointer)} />
  );
  const person = (pointer: string) => (
    <Select label={t("repair.event.who")} name="staff_id" required defaultValue="" {...at(pointer)}>
      <option value="" disabled>
        {t("repair.event.choose")}
      </option>
      {staff.map((p) => (
        <option key={p.id} value={p.id}>
          {p.name}
        </option>
      ))}
    </Select>
  );
  return (
    <section className={styles.card} aria-labelledby="event">
      <h2 id="event">{t("repair.event.title")}</h2>
      <form onSubmit={submit} className={styles.form}>
        <ErrorSummary error={send.error} form={form} />
        <Choices
          legend={t("repair.event.kind")}
          name="kind"
          value={kind}
          onChange={setKind}
          options={(["sickness", "leaver", "demand"] as const).map((k) => ({ value: k, label: t(`repair.event.${k}`) }))}
        />
        <div className={styles.fields}>
          {kind === "sickness" && (
            <>
              {person("/facts/absent/0/staff_id")}
              {date("first_day", t("repair.event.first"), "/facts/absent/0/first_day")}
              {date("last_day", t("repair.event.last"), "/facts/absent/0/last_day")}
            </>
          )}
          {kind === "leaver" && (
            <>
              {person("/facts/leavers/0/staff_id")}
              {date("last_day", t("repair.event.lastDay"), "/facts/leavers/0/last_day")}
            </>
          )}
          {kind === "demand" && <Demand date={date} at={at} shifts={shifts} skills={skills} />}
        </div>
        <Area label={t("repair.event.reason")} help={t("repair.event.reasonHelp")} name="reason" required minLength={3} maxLength={500} {...at("/reason")} />
        <div>
          <Button type="submit" weight="strong" busy={send.isPending}>
            {t("repair.event.go")}
          </Button>
        </div>
      </form>
    </section>
  );
}

function Demand({
  date,
  at,
  shifts,
  skills,
}: {
  date: (name: string, label: string, pointer: string) => React.ReactNode;
  at: (pointer: string) => { id: string; fault: string | undefined };
  shifts: readonly Shift[];
  skills: readonly Skill[];
}) {
  return (
    <>
      {date("day", t("repair.event.day"), "/facts/raised/0/day")}
      <Select label={t("repair.event.shift")} name="shift_id" {...at("/facts/raised/0/shift_id")}>
        {shifts.map((s) => (
          <option key={s.id} value={s.id}>
            {s.name}
          </option>
        ))}
      </Select>
      <Select label={t("repair.event.skill")} name="skill_id" {...at("/facts/raised/0/skill_id")}>
        <option value="">{t("repair.event.anySkill")}</option>
        {skills.map((s) => (
          <option key={s.id} value={s.id}>
            {s.name}
          </option>
        ))}
      </Select>
      <Field label={t("repair.event.min")} type="number" name="min" min={1} max={100} required {...at("/facts/raised/0/min")} />
    </>
  );
}

/** happened reads the form. */
export function happened(kind: Repair["kind"], data: FormData): Happened {
  const get = (name: string) => String(data.get(name) ?? "");
  const reason = get("reason").trim();
  if (kind === "sickness") {
    return { kind, reason, facts: { absent: [{ staff_id: get("staff_id"), first_day: get("first_day"), last_day: get("last_day") }] } };
  }
  if (kind === "leaver") return { kind, reason, facts: { leavers: [{ staff_id: get("staff_id"), last_day: get("last_day") }] } };
  const skill = get("skill_id");
  const raised = { day: get("day"), shift_id: get("shift_id"), min: Number(get("min")), ...(skill && { skill_id: skill }) };
  return { kind, reason, facts: { raised: [raised] } };
}
