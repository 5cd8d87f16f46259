import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { api, body } from "../../api/client.ts";
import { ifMatch } from "../../api/http.ts";
import type { ID, ShiftView } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { Field, fieldId } from "../../ui/field.tsx";
import { ErrorSummary, faultAt } from "../../ui/summary.tsx";
import styles from "./limits.module.css";

/** BreakDialog enters the longest break of a shift, and whether its risk assessment found special hazards. */
export function BreakDialog({ wardId, shift, onClose }: { wardId: ID; shift: ShiftView; onClose: () => void }) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const minutes = String(form.get("break_minutes"));
      const hazard = String(form.get("hazard_on"));
      const { code, name, kind, start_minute, end_minute, paid_minutes, min_run, max_run } = shift;
      return body(
        api.PUT("/shifts/{shift_id}", {
          params: { path: { shift_id: shift.id }, header: ifMatch(shift.version) },
          body: {
            code,
            name,
            kind,
            start_minute,
            end_minute,
            paid_minutes,
            min_run,
            max_run,
            ...(minutes !== "" && { break_minutes: Number(minutes) }),
            ...(hazard !== "" && { hazard_on: hazard }),
          },
        }),
      );
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["ward", wardId] });
      onClose();
    },
    // Where somebody else was first, the next try is from what stands now.
    onError: () => client.invalidateQueries({ queryKey: ["ward", wardId] }),
  });
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    save.mutate(new FormData(e.currentTarget));
  };
  return (
    <Dialog open onClose={onClose} title={t("limits.breaks.editFor", { shift: shift.name })}>
      <form onSubmit={submit} className={styles.form}>
        <ErrorSummary error={save.error} form="break" />
        <Field
          label={t("limits.breaks.longest")}
          help={t("limits.breaks.longestHelp")}
          type="number"
          name="break_minutes"
          min={0}
          max={shift.end_minute - shift.start_minute - 1}
          defaultValue={shift.break_minutes ?? ""}
          id={fieldId("break", "/break_minutes")}
          fault={faultAt(save.error, "/break_minutes")}
        />
        <Field
          label={t("limits.breaks.hazard")}
          help={t("limits.breaks.hazardHelp")}
          type="date"
          name="hazard_on"
          defaultValue={shift.hazard_on ?? ""}
          id={fieldId("break", "/hazard_on")}
          fault={faultAt(save.error, "/hazard_on")}
        />
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
