import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api } from "../api/client.ts";
import { serverNow, skew } from "../api/http.ts";
import { t } from "../i18n/index.ts";
import { dayIn, instantOf, momentIn, timeIn } from "../lib/time.ts";
import { Button } from "../ui/button.tsx";
import { Actions, Dialog } from "../ui/dialog.tsx";
import { Field, fieldId } from "../ui/field.tsx";
import { ErrorSummary, faultAt } from "../ui/summary.tsx";
import { useNow } from "./clock.ts";
import styles from "./demo-clock.module.css";
import { useMe, zoneOf } from "./session.ts";

const hour = 3_600_000;
const jumps = [
  ["shell.clock.hour", hour],
  ["shell.clock.day", 24 * hour],
  ["shell.clock.week", 7 * 24 * hour],
] as const;

/** DemoClock shows the clock of a demo and moves it for everybody. */
export function DemoClock() {
  const zone = zoneOf(useMe());
  const now = useNow(10);
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const move = useMutation({
    mutationFn: (to: string) => api.PUT("/demo/clock", { body: { now: to } }),
    onSuccess: (_, to) => {
      skew.set(Date.parse(to) - Date.now());
      setOpen(false);
      return client.invalidateQueries();
    },
  });
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    const form = new FormData(e.currentTarget);
    move.mutate(instantOf(String(form.get("day")), String(form.get("time")), zone));
  };
  return (
    <>
      <Button small onPress={() => setOpen(true)}>
        <span className="visually-hidden">{t("shell.clock.move")}: </span>
        {momentIn(now, zone)}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t("shell.clock.title")}>
        <p>{t("shell.clock.lead")}</p>
        <ErrorSummary error={move.error} form="clock" />
        <div className={styles.jumps}>
          {jumps.map(([label, by]) => (
            <Button key={label} onPress={() => move.mutate(new Date(serverNow() + by).toISOString())} isDisabled={move.isPending}>
              {t(label)}
            </Button>
          ))}
        </div>
        <form onSubmit={submit} className={styles.form}>
          <Field
            label={t("shell.clock.to")}
            type="date"
            name="day"
            required
            id={fieldId("clock", "/now")}
            defaultValue={dayIn(now, zone)}
            fault={faultAt(move.error, "/now")}
          />
          <Field label={t("shell.clock.at")} type="time" name="time" required defaultValue={timeIn(now, zone)} />
          <Actions>
            <Button type="submit" weight="strong" busy={move.isPending}>
              {t("shell.clock.go")}
            </Button>
          </Actions>
        </form>
      </Dialog>
    </>
  );
}
