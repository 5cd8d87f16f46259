import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { api, body } from "../../api/client.ts";
import { ifMatch, once, serverNow } from "../../api/http.ts";
import type { Period, Ward } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { addDays, type Day, daysBetween, monday } from "../../lib/day.ts";
import { dayIn, instantOf, timeIn } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { Field, fieldId } from "../../ui/field.tsx";
import { ErrorSummary, faultAt } from "../../ui/summary.tsx";
import styles from "./period-dialog.module.css";

const fields = [
  ["bidding_opens_at", "manager.bidding.opensAt"],
  ["bidding_closes_at", "manager.bidding.closesAt"],
  ["approval_due_at", "manager.bidding.approvalAt"],
  ["publication_due_at", "manager.bidding.publicationAt"],
] as const;

/** What new weeks get at first: as long as the ones before (else four), published six weeks ahead. */
function proposal(after: Period | undefined, today: Day) {
  const first = after ? addDays(after.last_day, 1) : monday(addDays(today, 70));
  const length = after ? daysBetween(after.first_day, after.last_day) : 27;
  const at = (days: number) => addDays(first, days) as Day;
  const later = (day: Day) => (day <= today ? addDays(today, 1) : day);
  const opens = later(at(-70));
  const closes = later(at(-56)) <= opens ? addDays(opens, 14) : at(-56);
  return {
    first_day: first,
    last_day: addDays(first, length),
    bidding_opens_at: opens,
    bidding_closes_at: closes,
    approval_due_at: addDays(closes, 7),
    publication_due_at: addDays(closes, 14),
  };
}

/** PeriodDialog plans new weeks, or changes the dates of planned ones. */
export function PeriodDialog({
  ward,
  period,
  after,
  onClose,
  onDone,
}: {
  ward: Ward;
  period?: Period;
  after?: Period | undefined;
  onClose: () => void;
  onDone: (p: Period) => void;
}) {
  const client = useQueryClient();
  const zone = ward.time_zone;
  const plan = proposal(after, dayIn(serverNow(), zone));
  const day = (key: (typeof fields)[number][0]) => (period ? dayIn(period[key], zone) : plan[key]);
  const time = (key: (typeof fields)[number][0]) => (period ? timeIn(period[key], zone) : "12:00");
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const at = (key: string) => instantOf(String(form.get(key)), String(form.get(`${key}/time`)), zone);
      const dates = {
        first_day: String(form.get("first_day")),
        last_day: String(form.get("last_day")),
        bidding_opens_at: at("bidding_opens_at"),
        bidding_closes_at: at("bidding_closes_at"),
        approval_due_at: at("approval_due_at"),
        publication_due_at: at("publication_due_at"),
      };
      return body(
        period
          ? api.PUT("/periods/{period_id}", { params: { path: { period_id: period.id }, header: ifMatch(period.version) }, body: dates })
          : api.POST("/wards/{ward_id}/periods", { params: { path: { ward_id: ward.id }, header: once }, body: dates }),
      );
    },
    onSuccess: async (p) => {
      await client.invalidateQueries({ queryKey: ["ward", ward.id, "periods"] });
      onDone(p);
    },
  });
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    save.mutate(new FormData(e.currentTarget));
  };
  const whole = (key: "first_day" | "last_day", label: string) => (
    <Field
      label={label}
      type="date"
      name={key}
      required
      id={fieldId("period", `/${key}`)}
      defaultValue={period?.[key] ?? plan[key]}
      fault={faultAt(save.error, `/${key}`)}
    />
  );
  return (
    <Dialog open onClose={onClose} title={period ? t("manager.bidding.change") : t("manager.bidding.planTitle")}>
      {!period && <p>{t("manager.bidding.planLead")}</p>}
      <form onSubmit={submit} className={styles.form}>
        <ErrorSummary error={save.error} form="period" />
        <div className={styles.pair}>
          {whole("first_day", t("manager.bidding.firstDay"))}
          {whole("last_day", t("manager.bidding.lastDay"))}
        </div>
        {fields.map(([key, label]) => (
          <div key={key} className={styles.moment}>
            <Field
              label={t(label)}
              type="date"
              name={key}
              required
              id={fieldId("period", `/${key}`)}
              defaultValue={day(key)}
              fault={faultAt(save.error, `/${key}`)}
            />
            <Field label={t("manager.bidding.at")} type="time" name={`${key}/time`} required defaultValue={time(key)} />
          </div>
        ))}
        <Actions>
          <Button onPress={onClose}>{t("shell.form.cancel")}</Button>
          <Button type="submit" weight="strong" busy={save.isPending}>
            {period ? t("shell.form.save") : t("manager.bidding.save")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
