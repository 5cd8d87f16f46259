import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, body } from "../../api/client.ts";
import { ifMatch, once } from "../../api/http.ts";
import type { RuleBook, RuleLine, RuleMay } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { Choices, Field, fieldId, Select } from "../../ui/field.tsx";
import { ErrorSummary, faultAt } from "../../ui/summary.tsx";
import { clockTime } from "../../lib/time.ts";
import { wardData } from "../ward/data.ts";
import { figureIn } from "./data.ts";
import styles from "./figure-dialog.module.css";

const form = "figure";

/** FigureDialog sets a rule's figure from a day on, or takes one's own back. What held before stays on record. */
export function FigureDialog({ book, rule, onClose }: { book: RuleBook; rule: RuleLine; onClose: () => void }) {
  const client = useQueryClient();
  const [scope, setScope] = useState<RuleMay["scope"]>(rule.may[0]?.scope ?? "ward");
  const [back, setBack] = useState(false);
  const may = rule.may.find((m) => m.scope === scope);
  const person = scope === "person";
  const save = useMutation({
    mutationFn: (data: FormData) => send(book, rule, scope, back, data),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["rules"] });
      onClose();
    },
    // Where somebody else was first, the next try is from what stands now.
    onError: () => client.invalidateQueries({ queryKey: ["rules"] }),
  });
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    save.mutate(new FormData(e.currentTarget));
  };
  const fault = (pointer: string) => ({ id: fieldId(form, pointer), fault: faultAt(save.error, pointer) });
  const ownFigure = rule.history.some((row) => row.scope === scope && row.text !== "");
  return (
    <Dialog open onClose={onClose} title={t("rules.form.title", { title: rule.title })}>
      <form onSubmit={submit} className={styles.form}>
        <ErrorSummary error={save.error} form={form} />
        {rule.present && <p>{t("rules.form.now", { text: rule.present.text, from: t(`rules.from.${rule.present.from}`) })}</p>}
        {rule.why_not && <p className={styles.quiet}>{rule.why_not}</p>}
        {rule.may.length > 1 && (
          <Choices
            legend={t("rules.form.who")}
            name="scope"
            value={scope}
            onChange={setScope}
            options={[
              { value: "ward", label: t("rules.form.wholeWard") },
              { value: "person", label: t("rules.form.onePerson") },
            ]}
          />
        )}
        {person && <Person book={book} {...fault("/staff_id")} />}
        {ownFigure && (
          <label className={styles.check}>
            <input type="checkbox" checked={back} onChange={(e) => setBack(e.target.checked)} />
            <span>
              {t("rules.form.back")}
              <small>{t("rules.form.backHelp")}</small>
            </span>
          </label>
        )}
        {!back && may && <Figure key={scope} rule={rule} may={may} {...fault("/value")} />}
        <Field label={t("rules.form.from")} help={t("rules.form.fromHelp")} type="date" name="from_day" required min={book.today} defaultValue={book.today} {...fault("/from_day")} />
        {person ? (
          <p className={styles.quiet}>{t("rules.form.noReason")}</p>
        ) : (
          <>
            <Field label={t("rules.form.source")} help={t("rules.form.sourceHelp")} name="source" required maxLength={300} {...fault("/source")} />
            <Field label={t("rules.form.reason")} help={t("rules.form.reasonHelp")} name="reason" required maxLength={500} {...fault("/reason")} />
          </>
        )}
        <Actions>
          <Button onPress={onClose}>{t("shell.form.cancel")}</Button>
          <Button type="submit" weight="strong" busy={save.isPending}>
            {t("rules.form.save")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}

/** send puts the form's figure in, from the version of the rules that the reader sees. */
function send(book: RuleBook, rule: RuleLine, scope: RuleMay["scope"], back: boolean, data: FormData) {
  const value = figureIn(rule.unit, data);
  const words = (name: string) => String(data.get(name) ?? "").trim();
  const figure = {
    key: rule.key,
    value: back || Number.isNaN(value) ? null : value,
    from_day: words("from_day"),
    ...(scope !== "person" && { source: words("source"), reason: words("reason") }),
  };
  const header = { ...once, ...ifMatch(book.version) };
  if (!book.ward_id) return body(api.POST("/rules/figures", { params: { header }, body: figure }));
  const staff = words("staff_id");
  return body(
    api.POST("/wards/{ward_id}/figures", {
      params: { path: { ward_id: book.ward_id }, header },
      body: { ...figure, ...(scope === "person" && staff && { staff_id: staff }) },
    }),
  );
}

function Person({ book, id, fault }: { book: RuleBook; id: string; fault: string | undefined }) {
  const staff = useQuery({ ...wardData.staff(book.ward_id ?? ""), enabled: Boolean(book.ward_id) });
  return (
    <Select label={t("rules.form.person")} name="staff_id" required id={id} fault={fault}>
      <option value="">{t("rules.form.choose")}</option>
      {(staff.data ?? []).map((p) => (
        <option key={p.id} value={p.id}>
          {p.name}
        </option>
      ))}
    </Select>
  );
}

/** Figure asks for a figure in a way that fits its unit; the server holds the bounds. */
function Figure({ rule, may, id, fault }: { rule: RuleLine; may: RuleMay; id: string; fault: string | undefined }) {
  const now = rule.present?.value ?? may.least;
  const help = t("rules.form.bounds", { least: may.least_text, most: may.most_text });
  if (rule.unit === "minutes") {
    return (
      <div className={styles.pair}>
        <Field label={t("rules.form.hours")} help={help} type="number" name="hours" required min={0} defaultValue={Math.floor(now / 60)} id={id} fault={fault} />
        <Field label={t("rules.form.minutes")} type="number" name="minutes" required min={0} max={59} defaultValue={now % 60} />
      </div>
    );
  }
  if (rule.unit === "clock") {
    return <Field label={t("rules.form.clock")} help={help} type="time" name="value" required defaultValue={clockTime(now)} id={id} fault={fault} />;
  }
  return (
    <Field
      label={t("rules.form.value", { unit: rule.unit })}
      help={help}
      type="number"
      name="value"
      required
      min={may.least}
      max={may.most}
      defaultValue={now}
      id={id}
      fault={fault}
    />
  );
}
