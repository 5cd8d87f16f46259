import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, body } from "../../api/client.ts";
import { ifMatch, once } from "../../api/http.ts";
import type { AgreedDay, AgreedPattern, ID, Shift, ShiftKind, Staff, Ward } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { addDays, type Day, dayMonthYear, monday } from "../../lib/day.ts";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { Choices, Field, fieldId, Select } from "../../ui/field.tsx";
import { ErrorSummary, faultAt } from "../../ui/summary.tsx";
import styles from "./agreed.module.css";
import { Cycle } from "./cycle.tsx";
import { heldWords, week } from "./pattern.ts";

type Rule = AgreedDay["rule"];
const rules: readonly Rule[] = ["off", "only", "never", "none"];
const open: AgreedDay = { rule: "none" };
const mostWeeks = 8;

/** toggle takes something into a list, or out of it. */
const toggle = <T,>(list: readonly T[], x: T) => (list.includes(x) ? list.filter((y) => y !== x) : [...list, x]);

/** AgreedDialog shows what was agreed with somebody, ends it, and enters a new agreement. No reason is asked for or kept. */
export function AgreedDialog({
  ward,
  person,
  patterns,
  shifts,
  today,
  editable,
  onClose,
}: {
  ward: Ward;
  person: Staff;
  patterns: readonly AgreedPattern[];
  shifts: readonly Shift[];
  today: Day;
  editable: boolean;
  onClose: () => void;
}) {
  const [fresh, setFresh] = useState(patterns.length === 0);
  return (
    <Dialog open onClose={onClose} title={t("agreed.dialog", { name: person.name })}>
      {patterns.map((p) => (
        <Existing key={p.id} ward={ward} pattern={p} shifts={shifts} editable={editable} />
      ))}
      {!editable && patterns.length === 0 && <p>{t("agreed.nobody")}</p>}
      {editable && fresh && <NewPattern ward={ward} person={person} shifts={shifts} today={today} onClose={onClose} />}
      {!(editable && fresh) && (
        <Actions>
          <Button onPress={onClose}>{t("shell.form.close")}</Button>
          {editable && <Button onPress={() => setFresh(true)}>{t("agreed.another")}</Button>}
        </Actions>
      )}
    </Dialog>
  );
}

function Existing({ ward, pattern, shifts, editable }: { ward: Ward; pattern: AgreedPattern; shifts: readonly Shift[]; editable: boolean }) {
  const client = useQueryClient();
  const form = `agreed-${pattern.id}`;
  const save = useMutation({
    mutationFn: (data: FormData) => {
      const last = String(data.get("last_day"));
      const init = { params: { path: { id: pattern.id }, header: ifMatch(pattern.version) } };
      return body<AgreedPattern>(
        api.PUT("/agreed-patterns/{id}", { ...init, body: { review_on: String(data.get("review_on")), ...(last && { last_day: last }) } }),
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["ward", ward.id] }),
  });
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    save.mutate(new FormData(e.currentTarget));
  };
  return (
    <div className={styles.item}>
      <p>
        <strong>{heldWords(pattern)}</strong> {t("agreed.agreedOn", { day: dayMonthYear(pattern.agreed_on) })}{" "}
        {t("agreed.reviewOn", { day: dayMonthYear(pattern.review_on) })}
      </p>
      <Cycle days={pattern.days} shifts={shifts} label={heldWords(pattern)} />
      {editable && (
        <form onSubmit={submit} className={styles.form}>
          <ErrorSummary error={save.error} form={form} />
          <div className={styles.pair}>
            <Field
              label={t("agreed.last")}
              help={t("agreed.lastHelp")}
              type="date"
              name="last_day"
              defaultValue={pattern.last_day}
              id={fieldId(form, "/last_day")}
              fault={faultAt(save.error, "/last_day")}
            />
            <Field
              label={t("agreed.review")}
              type="date"
              name="review_on"
              required
              defaultValue={pattern.review_on}
              id={fieldId(form, "/review_on")}
              fault={faultAt(save.error, "/review_on")}
            />
          </div>
          <Button type="submit" busy={save.isPending}>
            {t("agreed.change")}
          </Button>
        </form>
      )}
    </div>
  );
}

function NewPattern({ ward, person, shifts, today, onClose }: { ward: Ward; person: Staff; shifts: readonly Shift[]; today: Day; onClose: () => void }) {
  const client = useQueryClient();
  const [days, setDays] = useState<readonly AgreedDay[]>(() => Array.from({ length: week }, () => open));
  const [rule, setRule] = useState<Rule>("off");
  const [ids, setIds] = useState<readonly ID[]>([]);
  const [kinds, setKinds] = useState<readonly ShiftKind[]>([]);
  const naming = rule === "only" || rule === "never";
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const text = (name: string) => String(form.get(name));
      const last = text("last_day");
      const params = { path: { ward_id: ward.id }, header: once };
      return body<AgreedPattern>(
        api.POST("/wards/{ward_id}/agreed-patterns", {
          params,
          body: {
            staff_id: person.id,
            first_day: text("first_day"),
            ...(last && { last_day: last }),
            anchor: text("anchor"),
            days: [...days],
            agreed_on: text("agreed_on"),
            review_on: text("review_on"),
          },
        }),
      );
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
  const pick = (k: number) => {
    if (naming && ids.length + kinds.length === 0) return;
    const set: AgreedDay = naming ? { rule, ...(ids.length > 0 && { shift_ids: [...ids] }), ...(kinds.length > 0 && { kinds: [...kinds] }) } : { rule };
    setDays(days.map((d, i) => (i === k ? set : d)));
  };
  const date = (name: string, label: string, value: Day | undefined, help?: string) => (
    <Field
      label={label}
      help={help}
      type="date"
      name={name}
      required={value !== undefined}
      defaultValue={value}
      id={fieldId("agreed", `/${name}`)}
      fault={faultAt(save.error, `/${name}`)}
    />
  );
  return (
    <form onSubmit={submit} className={styles.form}>
      <ErrorSummary error={save.error} form="agreed" />
      <div className={styles.pair}>
        {date("first_day", t("agreed.first"), today)}
        {date("last_day", t("agreed.last"), undefined, t("agreed.lastOpen"))}
        {date("agreed_on", t("agreed.on"), today)}
        {date("review_on", t("agreed.review"), addDays(today, 365))}
        <Select
          label={t("agreed.cycle")}
          name="weeks"
          value={days.length / week}
          onChange={(e) => {
            const n = Number(e.target.value) * week;
            setDays(Array.from({ length: n }, (_, k) => days[k] ?? open));
          }}
        >
          {Array.from({ length: mostWeeks }, (_, n) => (
            <option key={n} value={n + 1}>
              {t("agreed.caption", { count: n + 1 })}
            </option>
          ))}
        </Select>
        {date("anchor", t("agreed.anchor"), monday(today))}
      </div>
      <Choices
        legend={t("agreed.what")}
        name="rule"
        value={rule}
        onChange={setRule}
        options={rules.map((r) => ({ value: r, label: t(`agreed.rule.${r}`) }))}
      />
      {naming && (
        <fieldset className={styles.which}>
          <legend>{t("agreed.which")}</legend>
          {[...new Set(shifts.map((s) => s.kind))].map((k) => (
            <label key={k}>
              <input type="checkbox" checked={kinds.includes(k)} onChange={() => setKinds(toggle(kinds, k))} />
              {t("agreed.kind", { kind: t(`shell.kinds.${k}`).toLowerCase() })}
            </label>
          ))}
          {shifts.map((s) => (
            <label key={s.id}>
              <input type="checkbox" checked={ids.includes(s.id)} onChange={() => setIds(toggle(ids, s.id))} />
              {s.name}
            </label>
          ))}
        </fieldset>
      )}
      <p className={styles.quiet}>{naming && ids.length + kinds.length === 0 ? t("agreed.nameFirst") : t("agreed.tap")}</p>
      <div id={fieldId("agreed", "/days")} tabIndex={-1}>
        <Cycle days={days} shifts={shifts} label={t("agreed.grid")} onPick={pick} />
      </div>
      <p className={styles.quiet}>{t("agreed.noReason")}</p>
      <Actions>
        <Button onPress={onClose}>{t("shell.form.cancel")}</Button>
        <Button type="submit" weight="strong" busy={save.isPending}>
          {t("agreed.save")}
        </Button>
      </Actions>
    </form>
  );
}
