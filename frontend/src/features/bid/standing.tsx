import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api } from "../../api/client.ts";
import { ifMatch, once } from "../../api/http.ts";
import type { Ask, PreferenceKind, Shift, StandingPreference } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { weekdays } from "../../lib/day.ts";
import { Button } from "../../ui/button.tsx";
import { Actions } from "../../ui/dialog.tsx";
import { fieldId, Select } from "../../ui/field.tsx";
import { Loaded } from "../../ui/state.tsx";
import { ErrorSummary, faultAt } from "../../ui/summary.tsx";
import { ask as build, strengths } from "./cycle.ts";
import { mine } from "./data.ts";
import styles from "./standing.module.css";
import { askWords, strengthWords } from "./words.ts";

/** Standing is what somebody asks for every week; it is put in for them when bidding opens. */
export function Standing({ shifts }: { shifts: readonly Shift[] }) {
  const client = useQueryClient();
  const query = useQuery(mine.standing());
  const [adding, setAdding] = useState(false);
  const fresh = () => client.invalidateQueries({ queryKey: mine.standing().queryKey });
  const remove = useMutation({
    mutationFn: (s: StandingPreference) =>
      api.DELETE("/me/standing-preferences/{id}", {
        params: { path: { id: s.id }, header: ifMatch(s.version) },
      }),
    onSettled: fresh,
  });
  return (
    <section className={styles.standing} aria-labelledby="standing">
      <h2 id="standing">{t("bid.standing.title")}</h2>
      <p className={styles.lead}>{t("bid.standing.lead")}</p>
      <ErrorSummary error={remove.error} form="standing-list" />
      <Loaded query={query} rows={1} height={44}>
        {(list) => (
          <ul className={styles.list}>
            {list.length === 0 && <li className={styles.lead}>{t("bid.standing.none")}</li>}
            {list
              .toSorted((a, b) => a.weekday - b.weekday)
              .map((s) => {
                const day = weekdays[s.weekday]?.[1] ?? "";
                return (
                  <li key={s.id} className={styles.item}>
                    <span>
                      <strong>{day}</strong> {askWords(s, shifts)}, {strengthWords(s.strength)}
                    </span>
                    <Button small weight="quiet" onPress={() => remove.mutate(s)} aria-label={t("bid.standing.remove", { day, ask: askWords(s, shifts) })}>
                      {t("shell.form.remove")}
                    </Button>
                  </li>
                );
              })}
          </ul>
        )}
      </Loaded>
      {adding ? (
        <StandingForm
          shifts={shifts}
          onDone={() => {
            setAdding(false);
            void fresh();
          }}
        />
      ) : (
        <Button onPress={() => setAdding(true)}>{t("bid.standing.form")}</Button>
      )}
    </section>
  );
}

function StandingForm({ shifts, onDone }: { shifts: readonly Shift[]; onDone: () => void }) {
  const [kind, setKind] = useState<PreferenceKind>("day_off");
  const add = useMutation({
    mutationFn: (body: Ask & { weekday: number }) => api.POST("/me/standing-preferences", { body, params: { header: once } }),
    onSuccess: onDone,
  });
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    const form = new FormData(e.currentTarget);
    add.mutate({
      ...build(kind, Number(form.get("strength")), String(form.get("shift_id") ?? ""), undefined),
      weekday: Number(form.get("weekday")),
    });
  };
  return (
    <form onSubmit={submit} className={styles.form} aria-label={t("bid.standing.form")}>
      <ErrorSummary error={add.error} form="standing" />
      <Select label={t("bid.standing.weekday")} name="weekday" id={fieldId("standing", "/weekday")} fault={faultAt(add.error, "/weekday")}>
        {weekdays.map(([, long], i) => (
          <option key={long} value={i}>
            {long}
          </option>
        ))}
      </Select>
      <Select label={t("bid.sheet.kind")} value={kind} onChange={(e) => setKind(e.target.value as PreferenceKind)}>
        {(["day_off", "day_on", "shift_on", "shift_off"] as const).map((k) => (
          <option key={k} value={k}>
            {t(`bid.sheet.${k}`)}
          </option>
        ))}
      </Select>
      {(kind === "shift_on" || kind === "shift_off") && (
        <Select label={t("bid.sheet.shift")} name="shift_id" id={fieldId("standing", "/shift_id")} fault={faultAt(add.error, "/shift_id")}>
          {shifts.map((s) => (
            <option key={s.id} value={s.id}>
              {s.name}
            </option>
          ))}
        </Select>
      )}
      <Select label={t("bid.strengthLabel")} name="strength">
        {strengths.map((s) => (
          <option key={s} value={s}>
            {strengthWords(s)}
          </option>
        ))}
      </Select>
      <Actions>
        <Button onPress={onDone}>{t("shell.form.cancel")}</Button>
        <Button type="submit" weight="strong" busy={add.isPending}>
          {t("bid.standing.add")}
        </Button>
      </Actions>
    </form>
  );
}
