import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import type { Staff, Strength, Ward } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import type { Day } from "../../lib/day.ts";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { Choices, Field, fieldId, Select } from "../../ui/field.tsx";
import { ErrorSummary, faultAt } from "../../ui/summary.tsx";
import { wardData } from "../ward/data.ts";
import styles from "./together.module.css";

/** What each of the dialogs on who works with whom is given. */
export interface TogetherDialog {
  ward: Ward;
  staff: readonly Staff[];
  today: Day;
  onClose: () => void;
}

/** TogetherForm is a dialog that saves an entry on who works with whom. */
export function TogetherForm({
  ward,
  form,
  title,
  save,
  onClose,
  children,
}: {
  ward: Ward;
  form: string;
  title: string;
  save: (data: FormData) => Promise<unknown>;
  onClose: () => void;
  children: (error: unknown) => ReactNode;
}) {
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: save,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: wardData.together(ward.id).queryKey });
      onClose();
    },
  });
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    act.mutate(new FormData(e.currentTarget));
  };
  return (
    <Dialog open onClose={onClose} title={title}>
      <form onSubmit={submit} className={styles.form}>
        <ErrorSummary error={act.error} form={form} />
        {children(act.error)}
        <Actions>
          <Button onPress={onClose}>{t("shell.form.cancel")}</Button>
          <Button type="submit" weight="strong" busy={act.isPending}>
            {t("together.save")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}

/** PersonChoice chooses one of the ward's people. */
export function PersonChoice({
  form,
  name,
  label,
  staff,
  chosen,
  error,
}: {
  form: string;
  name: string;
  label: string;
  staff: readonly Staff[];
  chosen: string | undefined;
  error: unknown;
}) {
  return (
    <Select label={label} name={name} required defaultValue={chosen ?? ""} id={fieldId(form, `/${name}`)} fault={faultAt(error, `/${name}`)}>
      <option value="">{t("together.choose")}</option>
      {staff.map((p) => (
        <option key={p.id} value={p.id}>
          {p.name}
        </option>
      ))}
    </Select>
  );
}

/** Span is a first day and a last day, which may be left empty unless it must end. */
export function Span({ form, first, last, ends = false, error }: { form: string; first: Day; last: Day | undefined; ends?: boolean; error: unknown }) {
  return (
    <div className={styles.two}>
      <Field
        label={t("together.first")}
        type="date"
        name="first_day"
        required
        defaultValue={first}
        id={fieldId(form, "/first_day")}
        fault={faultAt(error, "/first_day")}
      />
      <Field
        label={t("together.last")}
        help={ends ? undefined : t("together.noEnd")}
        type="date"
        name="last_day"
        required={ends}
        defaultValue={last}
        id={fieldId(form, "/last_day")}
        fault={faultAt(error, "/last_day")}
      />
    </div>
  );
}

/** StrengthChoice chooses how much an entry counts, and says what that means. */
export function StrengthChoice({ value, onChange }: { value: Strength; onChange: (s: Strength) => void }) {
  const strengths = ["must", "should", "if_possible"] as const;
  return (
    <div>
      <Choices
        legend={t("together.strength")}
        name="strength"
        value={value}
        onChange={onChange}
        options={strengths.map((s) => ({ value: s, label: t(`together.${s}`) }))}
      />
      <p className={styles.quiet}>{t(`together.strengthHelp.${value}`)}</p>
    </div>
  );
}

/** spanOf reads the days of a form; an empty last day is left out. */
export function spanOf(data: FormData): { first_day: Day; last_day?: Day } {
  const last = String(data.get("last_day") ?? "");
  return { first_day: String(data.get("first_day")), ...(last && { last_day: last }) };
}
