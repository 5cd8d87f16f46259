import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type FormEvent } from "react";
import { api, body } from "../../api/client.ts";
import { once } from "../../api/http.ts";
import type { Period, Run, Ward } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { Field, fieldId } from "../../ui/field.tsx";
import { ErrorSummary, faultAt, sentence } from "../../ui/summary.tsx";
import { rosterData } from "./data.ts";
import { RunChart } from "./run-chart.tsx";
import styles from "./run-strip.module.css";

/** ended tells whether a run is over. */
export const ended = (run: Run) => run.state === "saved" || run.state === "failed" || run.state === "stopped";

/** useRun gives the newest run of a period and follows it while it lives. */
export function useRun(periodId: string): Run | undefined {
  const client = useQueryClient();
  const runs = useQuery({
    ...rosterData.runs(periodId),
    // The stream below tells at once; this finds runs that others or the night began.
    refetchInterval: 10_000,
  });
  const run = runs.data?.toSorted((a, b) => (a.created_at < b.created_at ? 1 : -1))[0];
  const live = run && !ended(run) ? run.id : undefined;
  useEffect(() => {
    if (!live || typeof EventSource === "undefined") return undefined;
    const events = new EventSource(`/api/v1/runs/${live}/events`);
    events.addEventListener("run", (e) => {
      const now = JSON.parse((e as MessageEvent<string>).data) as Run;
      client.setQueryData<Run[]>(rosterData.runs(periodId).queryKey, (old) => [now, ...(old ?? []).filter((r) => r.id !== now.id)]);
      if (!ended(now)) return;
      events.close();
      void client.invalidateQueries({ queryKey: ["period", periodId] });
      void client.invalidateQueries({ queryKey: ["ward"] });
    });
    return () => events.close();
  }, [live, periodId, client]);
  return run;
}

/** SolveButton asks for a new draft. */
export function SolveButton({ ward, period, run }: { ward: Ward; period: Period; run: Run | undefined }) {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const ask = useMutation({
    mutationFn: (seconds: number) =>
      body(api.POST("/periods/{period_id}/runs", { params: { path: { period_id: period.id }, header: once }, body: { seconds } })),
    onSuccess: (now) => {
      client.setQueryData<Run[]>(rosterData.runs(period.id).queryKey, (old) => [now, ...(old ?? [])]);
      setOpen(false);
    },
  });
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    ask.mutate(Number(new FormData(e.currentTarget).get("seconds")));
  };
  return (
    <>
      <Button weight={period.state === "closed" ? "strong" : "plain"} onPress={() => setOpen(true)} isDisabled={run !== undefined && !ended(run)}>
        {t("manager.solve")}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t("manager.solving.title")}>
        <p>{t("manager.solving.lead")}</p>
        <form onSubmit={submit}>
          <ErrorSummary error={ask.error} form="solve" />
          <Field
            label={t("manager.solving.seconds")}
            help={t("manager.solving.help")}
            name="seconds"
            type="number"
            min={1}
            max={3600}
            required
            defaultValue={ward.solve_seconds}
            id={fieldId("solve", "/seconds")}
            fault={faultAt(ask.error, "/seconds")}
          />
          <Actions>
            <Button onPress={() => setOpen(false)}>{t("shell.form.cancel")}</Button>
            <Button type="submit" weight="strong" busy={ask.isPending}>
              {t("manager.solving.go")}
            </Button>
          </Actions>
        </form>
      </Dialog>
    </>
  );
}

/** RunStrip draws a run as it closes in, with its stop; afterwards it says how it ended until it is closed. */
export function RunStrip({ run, onShow }: { run: Run | undefined; onShow: (rosterId: string) => void }) {
  const [seen, setSeen] = useState<string>();
  const [watched, setWatched] = useState<string>();
  const over = run && ended(run);
  if (run && !over && watched !== run.id) setWatched(run.id);
  const stop = useMutation({
    mutationFn: (id: string) => api.POST("/runs/{run_id}/stop", { params: { path: { run_id: id }, header: once } }),
  });
  // A run that ended before this page was opened is no news, unless it failed.
  if (!run || run.id === seen || (over && run.id !== watched && run.state !== "failed")) return null;
  const seconds = Math.min(run.budget_seconds, Math.round(run.progress?.seconds ?? 0));
  return (
    <section className={styles.strip} aria-label={t("manager.run.title")} data-state={run.state}>
      <div className={styles.head}>
        <p role="status">
          <strong>{t(`manager.run.state.${run.state}`)}</strong>
          {run.nightly && <span className={styles.quiet}> · {t("manager.run.nightly")}</span>}
        </p>
        {!over && (
          <>
            <progress max={run.budget_seconds} value={seconds} aria-label={t("manager.run.title")} />
            <span className={styles.quiet}>{t("manager.run.time", { done: seconds, all: run.budget_seconds })}</span>
            <Button small onPress={() => stop.mutate(run.id)} isDisabled={run.stop_requested || stop.isPending || stop.isSuccess}>
              {run.stop_requested || stop.isSuccess ? t("manager.run.stopping") : t("manager.run.stop")}
            </Button>
          </>
        )}
        {over && (
          <span className={styles.end}>
            {run.roster_id && (
              <Button small weight="strong" onPress={() => run.roster_id && (onShow(run.roster_id), setSeen(run.id))}>
                {t("manager.run.show")}
              </Button>
            )}
            <Button small onPress={() => setSeen(run.id)}>
              {t("manager.run.close")}
            </Button>
          </span>
        )}
      </div>
      {run.failure && (
        <p>
          {run.failure} {t("manager.run.failedHelp")}
        </p>
      )}
      {stop.error && <p role="alert">{sentence(stop.error)}</p>}
      <RunChart run={run} />
    </section>
  );
}
