import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, body } from "../../api/client.ts";
import { once } from "../../api/http.ts";
import type { ID, Worker } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import type { Day } from "../../lib/day.ts";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { Field, fieldId, Select } from "../../ui/field.tsx";
import { ErrorSummary, faultAt } from "../../ui/summary.tsx";
import { entryBody, type Entry } from "./data.ts";
import styles from "./limits.module.css";

/** LimitsDialog shows what working-time law says of a person, and takes another record of it. No reason is asked for. */
export function LimitsDialog({ wardId, worker, today, onClose }: { wardId: ID; worker: Worker; today: Day; onClose: () => void }) {
  const client = useQueryClient();
  const [entry, setEntry] = useState<Entry>(worker.suggestion ? "night_on" : "opt_out_on");
  const save = useMutation({
    mutationFn: (form: FormData) =>
      body(
        api.POST("/staff/{staff_id}/worker-terms", {
          params: { path: { staff_id: worker.staff_id }, header: once },
          body: entryBody(entry, form),
        }),
      ),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ["ward", wardId] }),
        client.invalidateQueries({ queryKey: ["opt-outs"] }),
      ]);
      onClose();
    },
  });
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    save.mutate(new FormData(e.currentTarget));
  };
  const day = (name: "from_day" | "until_day" | "signed_on", label: string, value = "", required = true, help?: string) => (
    <Field
      key={`${entry}-${name}`}
      label={label}
      help={help}
      type="date"
      name={name}
      required={required}
      defaultValue={value}
      id={fieldId("limits", `/${name}`)}
      fault={faultAt(save.error, `/${name}`)}
    />
  );
  return (
    <Dialog open onClose={onClose} title={t("limits.staff.editFor", { name: worker.name })}>
      <form onSubmit={submit} className={styles.form}>
        <ErrorSummary error={save.error} form="limits" />
        {worker.suggestion && <p className={styles.hint}>{worker.suggestion}</p>}
        <Select label={t("limits.staff.what")} name="entry" value={entry} onChange={(e) => setEntry(e.target.value as Entry)}>
          <option value="opt_out_on">{t("limits.staff.optOutOn")}</option>
          <option value="opt_out_off">{t("limits.staff.optOutOff")}</option>
          <option value="night_on">{t("limits.staff.nightOn")}</option>
          <option value="night_off">{t("limits.staff.nightOff")}</option>
          <option value="young_on">{t("limits.staff.youngOn")}</option>
          <option value="young_off">{t("limits.staff.youngOff")}</option>
        </Select>
        {entry === "young_on" && (
          <>
            {day("until_day", t("limits.staff.adultOn"), "", true, t("limits.staff.adultHelp"))}
            <label className={styles.check}>
              <input type="checkbox" name="late_contract" />
              <span>
                {t("limits.staff.late")}
                <small>{t("limits.staff.lateHelp")}</small>
              </span>
            </label>
          </>
        )}
        {entry === "opt_out_on" && (
          <>
            {day("signed_on", t("limits.staff.signed"), today)}
            {day("from_day", t("limits.staff.from"), today)}
            {day("until_day", t("limits.staff.untilOptional"), "", false)}
            <Field
              label={t("limits.staff.notice")}
              help={t("limits.staff.noticeHelp")}
              type="number"
              name="notice_days"
              min={7}
              max={92}
              required
              defaultValue={7}
              id={fieldId("limits", "/notice_days")}
              fault={faultAt(save.error, "/notice_days")}
            />
          </>
        )}
        {entry === "opt_out_off" && (
          <>
            {day("signed_on", t("limits.staff.noticeGiven"), today)}
            {day("from_day", t("limits.staff.from"))}
          </>
        )}
        {(entry === "night_on" || entry === "night_off") && day("from_day", t("limits.staff.from"), today)}
        <p className={styles.quiet}>{t("limits.staff.noReason")}</p>
        <details>
          <summary>{t("limits.staff.records")}</summary>
          {worker.records.length === 0 ? (
            <p className={styles.quiet}>{t("limits.staff.noRecords")}</p>
          ) : (
            <ul className={styles.list}>
              {worker.records.map((r) => (
                <li key={r.id}>{r.text}</li>
              ))}
            </ul>
          )}
        </details>
        <Actions>
          <Button onPress={onClose}>{t("shell.form.cancel")}</Button>
          <Button type="submit" weight="strong" busy={save.isPending}>
            {t("limits.staff.save")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
