import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, body } from "../../api/client.ts";
import { once } from "../../api/http.ts";
import type { Availability, Leave, Shift, Staff, Ward } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import type { Day } from "../../lib/day.ts";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { Choices, Field, fieldId, Select } from "../../ui/field.tsx";
import { ErrorSummary, faultAt } from "../../ui/summary.tsx";
import styles from "./away-dialog.module.css";

/** AwayDialog adds leave, or days that somebody cannot work. No reason is asked for or kept. */
export function AwayDialog({
  ward,
  person,
  shifts,
  today,
  onClose,
}: {
  ward: Ward;
  person: Staff;
  shifts: readonly Shift[];
  today: Day;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const [kind, setKind] = useState<"leave" | "cannot">("leave");
  const save = useMutation({
    mutationFn: (form: FormData): Promise<Leave | Availability> => {
      const days = { staff_id: person.id, first_day: String(form.get("first_day")), last_day: String(form.get("last_day")) };
      const params = { path: { ward_id: ward.id }, header: once };
      if (kind === "leave") {
        return body(api.POST("/wards/{ward_id}/leave", { params, body: { ...days, credit_minutes: Number(form.get("credit_minutes")) } }));
      }
      const shift = String(form.get("shift_id") ?? "");
      return body(api.POST("/wards/{ward_id}/availability", { params, body: { ...days, ...(shift && { shift_id: shift }) } }));
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["ward", ward.id] });
      onClose();
    },
  });
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    save.mutate(new FormData(e.currentTarget));
  };
  const day = (name: "first_day" | "last_day", label: string) => (
    <Field
      label={label}
      type="date"
      name={name}
      required
      defaultValue={today}
      id={fieldId("away", `/${name}`)}
      fault={faultAt(save.error, `/${name}`)}
    />
  );
  return (
    <Dialog open onClose={onClose} title={t("manager.staff.addTitle", { name: person.name })}>
      <form onSubmit={submit} className={styles.form}>
        <ErrorSummary error={save.error} form="away" />
        <Choices
          legend={t("manager.staff.what")}
          name="kind"
          value={kind}
          onChange={setKind}
          options={[
            { value: "leave", label: t("manager.staff.leave") },
            { value: "cannot", label: t("manager.staff.cannot") },
          ]}
        />
        <div className={styles.pair}>
          {day("first_day", t("manager.staff.first"))}
          {day("last_day", t("manager.staff.last"))}
        </div>
        {kind === "leave" ? (
          <Field
            label={t("manager.staff.credit")}
            help={t("manager.staff.creditHelp")}
            type="number"
            name="credit_minutes"
            min={0}
            max={1440}
            required
            defaultValue={450}
            id={fieldId("away", "/credit_minutes")}
            fault={faultAt(save.error, "/credit_minutes")}
          />
        ) : (
          <Select label={t("manager.staff.shift")} name="shift_id" id={fieldId("away", "/shift_id")} fault={faultAt(save.error, "/shift_id")}>
            <option value="">{t("manager.staff.anyShift")}</option>
            {shifts.map((s) => (
              <option key={s.id} value={s.id}>
                {s.name}
              </option>
            ))}
          </Select>
        )}
        <p className={styles.quiet}>{t("manager.staff.noReason")}</p>
        <Actions>
          <Button onPress={onClose}>{t("shell.form.cancel")}</Button>
          <Button type="submit" weight="strong" busy={save.isPending}>
            {t("manager.staff.save")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
