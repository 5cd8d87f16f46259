import { useState } from "react";
import type { LeaveRules, Skill } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import type { Day } from "../../lib/day.ts";
import { Button } from "../../ui/button.tsx";
import { Field, fieldId, Select } from "../../ui/field.tsx";
import { ErrorSummary, faultAt } from "../../ui/summary.tsx";
import type { Quota, useWardLeave } from "./data.ts";
import styles from "./ward-leave-page.module.css";

interface Row extends Quota {
  key: number;
}

const months = Array.from({ length: 12 }, (_, i) => new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" }).format(Date.UTC(2024, i, 1)));

/** Rules is how the ward gives leave: by itself or not, from when a year counts, and the limits. */
export function Rules({
  rules,
  today,
  skills,
  act,
  editable,
}: {
  rules: LeaveRules;
  today: Day;
  skills: readonly Skill[];
  act: ReturnType<typeof useWardLeave>;
  editable: boolean;
}) {
  const [automatic, setAutomatic] = useState(rules.automatic);
  const [month, setMonth] = useState(rules.year_month);
  const [rows, setRows] = useState<Row[]>(rules.quotas.map((q, key) => ({ ...q, key })));
  const [next, setNext] = useState(rules.quotas.length);
  const change = (key: number, to: Partial<Quota>) => setRows(rows.map((r) => (r.key === key ? { ...r, ...to } : r)));
  const fault = (i: number, name: string) => faultAt(act.put.error, `/quotas/${i}/${name}`);
  const save = () =>
    act.put.mutate({
      version: rules.version,
      automatic,
      year_month: month,
      quotas: rows.map((r) => ({
        unit: r.unit,
        most: r.most,
        first_day: r.first_day,
        ...(r.last_day && { last_day: r.last_day }),
        ...(r.skill_id && { skill_id: r.skill_id }),
      })),
    });
  return (
    <section className={styles.part} aria-labelledby="rules">
      <h2 id="rules">{t("wardLeave.rules")}</h2>
      <ErrorSummary error={act.put.error} form="leave" />
      <fieldset disabled={!editable} className={styles.form}>
        <label className={styles.check}>
          <input type="checkbox" checked={automatic} onChange={(e) => setAutomatic(e.currentTarget.checked)} />
          <span>
            {t("wardLeave.automatic")}
            <span className={styles.quiet}>{t("wardLeave.automaticHelp")}</span>
          </span>
        </label>
        <Select label={t("wardLeave.yearMonth")} value={month} onChange={(e) => setMonth(Number(e.target.value))}>
          {months.map((name, i) => (
            <option key={name} value={i + 1}>
              {name}
            </option>
          ))}
        </Select>
        <h3>{t("wardLeave.quotas")}</h3>
        {rows.length === 0 && <p className={styles.quiet}>{t("wardLeave.quotasNone")}</p>}
        {rows.map((r, i) => (
          <fieldset key={r.key} className={styles.quota}>
            <legend>{t("wardLeave.quota", { n: i + 1 })}</legend>
            <Select
              label={t("wardLeave.quotaWho")}
              id={fieldId("leave", `/quotas/${i}/skill_id`)}
              value={r.skill_id ?? ""}
              fault={fault(i, "skill_id")}
              onChange={(e) => change(r.key, { skill_id: e.target.value })}
            >
              <option value="">{t("wardLeave.quotaAll")}</option>
              {skills.map((k) => (
                <option key={k.id} value={k.id}>
                  {k.name}
                </option>
              ))}
            </Select>
            <Select
              label={t("wardLeave.quotaUnit")}
              id={fieldId("leave", `/quotas/${i}/unit`)}
              value={r.unit}
              onChange={(e) => {
                const unit = e.target.value === "minutes" ? "minutes" : "people";
                if (unit !== r.unit) change(r.key, { unit, most: unit === "minutes" ? r.most * 450 : Math.floor(r.most / 450) });
              }}
            >
              <option value="people">{t("wardLeave.people")}</option>
              <option value="minutes">{t("wardLeave.hours")}</option>
            </Select>
            <Field
              label={t("wardLeave.quotaMost")}
              id={fieldId("leave", `/quotas/${i}/most`)}
              type="number"
              min={0}
              step={r.unit === "minutes" ? 0.5 : 1}
              value={r.unit === "minutes" ? r.most / 60 : r.most}
              fault={fault(i, "most")}
              onChange={(e) => change(r.key, { most: Math.round(Number(e.target.value) * (r.unit === "minutes" ? 60 : 1)) })}
            />
            <Field
              label={t("wardLeave.quotaFrom")}
              id={fieldId("leave", `/quotas/${i}/first_day`)}
              type="date"
              value={r.first_day}
              fault={fault(i, "first_day")}
              onChange={(e) => change(r.key, { first_day: e.target.value })}
            />
            <Field
              label={t("wardLeave.quotaTo")}
              help={t("wardLeave.quotaToHelp")}
              id={fieldId("leave", `/quotas/${i}/last_day`)}
              type="date"
              value={r.last_day ?? ""}
              fault={fault(i, "last_day")}
              onChange={(e) => change(r.key, { last_day: e.target.value })}
            />
            {editable && (
              <Button small aria-label={t("wardLeave.quotaRemove", { n: i + 1 })} onPress={() => setRows(rows.filter((x) => x.key !== r.key))}>
                {t("wardLeave.quotaRemove", { n: i + 1 })}
              </Button>
            )}
          </fieldset>
        ))}
        {editable && (
          <div className={styles.actions}>
            <Button
              onPress={() => {
                setRows([...rows, { key: next, unit: "people", most: 2, first_day: today }]);
                setNext(next + 1);
              }}
            >
              {t("wardLeave.quotaAdd")}
            </Button>
            <Button weight="strong" busy={act.put.isPending} onPress={save}>
              {t("wardLeave.save")}
            </Button>
          </div>
        )}
      </fieldset>
    </section>
  );
}
