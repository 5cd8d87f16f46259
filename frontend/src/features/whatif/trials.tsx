import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import type { RosterView, Shift, Skill, Staff, Trial, TrialAsked, TrialKind } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { type Day, eachDay, shortDay } from "../../lib/day.ts";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { Choices, Field, fieldId, Select } from "../../ui/field.tsx";
import { ErrorSummary, faultAt } from "../../ui/summary.tsx";
import { askTrial, underWay, whatIf } from "./data.ts";
import { TrialCard } from "./trial-card.tsx";
import styles from "./trials.module.css";
import { refused as isRefused } from "../bid/plans.ts";

/** What a question can be about. */
export interface TrialBoard {
  staff: readonly Staff[];
  shifts: readonly Shift[];
  skills: readonly Skill[];
  firstDay: Day;
  lastDay: Day;
}

const kinds: readonly TrialKind[] = ["add_person", "move_minimum", "grant_preference", "smallest_give"];

/** Trials is what was asked about a draft in the last day, with the answers, and the way to ask more. */
export function Trials({ view, board, editable }: { view: RosterView; board: TrialBoard; editable: boolean }) {
  const [open, setOpen] = useState(false);
  // What was published is not tried with any more.
  const asked = view.roster.state === "draft" || view.roster.state === "approved";
  const trials = useQuery({ ...whatIf.trials(view.roster.id), enabled: asked });
  const list = trials.data ?? [];
  if (!editable && list.length === 0) return null;
  return (
    <section className={styles.box} aria-labelledby="trials">
      <div className={styles.head}>
        <h2 id="trials">{t("whatif.trial.title")}</h2>
        {editable && (
          <Button small onPress={() => setOpen(true)}>
            {t("whatif.trial.ask")}
          </Button>
        )}
      </div>
      <p className={styles.quiet}>{list.length === 0 ? t("whatif.trial.lead") : t("whatif.trial.none")}</p>
      <div role="status" className="visually-hidden">
        {list.some(underWay) ? t("whatif.trial.working", { seconds: list.find(underWay)?.seconds ?? 0 }) : (list[0]?.answer?.headline ?? "")}
      </div>
      {list.map((trial) => (
        <TrialCard key={trial.id} trial={trial} stale={trial.roster_version !== view.roster.version} />
      ))}
      {open && <AskTrial view={view} board={board} onClose={() => setOpen(false)} />}
    </section>
  );
}

/** read turns the form into a question; what its kind does not use is left out. */
export function read(kind: TrialKind, form: FormData): TrialAsked {
  const text = (name: string) => String(form.get(name) ?? "");
  switch (kind) {
    case "add_person":
      return { kind, staff_id: text("staff_id") };
    case "move_minimum":
      return {
        kind,
        shift_id: text("shift_id"),
        by: Number(text("by")),
        ...(text("skill_id") && { skill_id: text("skill_id") }),
        ...(text("day") && { day: text("day") }),
      };
    case "grant_preference":
      return { kind, preference_id: text("preference_id") };
    case "smallest_give":
      return { kind };
  }
}

function AskTrial({ view, board, onClose }: { view: RosterView; board: TrialBoard; onClose: () => void }) {
  const client = useQueryClient();
  const refused = view.outcomes.filter(isRefused);
  const [kind, setKind] = useState<TrialKind>("add_person");
  const ask = useMutation({
    mutationFn: (asked: TrialAsked) => askTrial(view.roster.id, asked),
    onSuccess: (trial) => {
      client.setQueryData<Trial[]>(whatIf.trials(view.roster.id).queryKey, (old) => [trial, ...(old ?? [])]);
      onClose();
    },
  });
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    ask.mutate(read(kind, new FormData(e.currentTarget)));
  };
  const at = (pointer: string) => ({ id: fieldId("trial", pointer), fault: faultAt(ask.error, pointer) });
  return (
    <Dialog open onClose={onClose} title={t("whatif.trial.title")}>
      <form onSubmit={submit} className={styles.form}>
        <ErrorSummary error={ask.error} form="trial" />
        <Choices
          column
          legend={t("whatif.trial.kind")}
          name="kind"
          value={kind}
          onChange={setKind}
          options={kinds.map((k) => ({ value: k, label: t(`whatif.trial.kinds.${k}`) }))}
        />
        {kind === "add_person" && (
          <Select label={t("whatif.trial.like")} name="staff_id" {...at("/staff_id")}>
            {board.staff.map((p) => (
              <option key={p.id} value={p.id}>
                {p.name}
              </option>
            ))}
          </Select>
        )}
        {kind === "move_minimum" && <MinimumFields board={board} at={at} />}
        {kind === "grant_preference" &&
          (refused.length === 0 ? (
            <p>{t("whatif.trial.noAsks")}</p>
          ) : (
            <Select label={t("whatif.trial.preference")} name="preference_id" {...at("/preference_id")}>
              {refused.map((o) => (
                <option key={o.preference_id} value={o.preference_id}>
                  {o.text.split(". ")[0]}
                </option>
              ))}
            </Select>
          ))}
        {kind === "smallest_give" && <p className={styles.quiet}>{t("whatif.trial.giveHelp")}</p>}
        <Actions>
          <Button onPress={onClose}>{t("shell.form.cancel")}</Button>
          <Button type="submit" weight="strong" busy={ask.isPending} isDisabled={kind === "grant_preference" && refused.length === 0}>
            {t("whatif.trial.go")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}

function MinimumFields({ board, at }: { board: TrialBoard; at: (pointer: string) => { id: string; fault: string | undefined } }) {
  return (
    <>
      <Select label={t("whatif.trial.shift")} name="shift_id" {...at("/shift_id")}>
        {board.shifts.map((s) => (
          <option key={s.id} value={s.id}>
            {s.name}
          </option>
        ))}
      </Select>
      <Select label={t("whatif.trial.skill")} name="skill_id" {...at("/skill_id")}>
        {board.skills.map((s) => (
          <option key={s.id} value={s.id}>
            {s.code}
          </option>
        ))}
        <option value="">{t("whatif.trial.anyone")}</option>
      </Select>
      <Select label={t("whatif.trial.day")} name="day" {...at("/day")}>
        <option value="">{t("whatif.trial.everyDay")}</option>
        {eachDay(board.firstDay, board.lastDay).map((d) => (
          <option key={d} value={d}>
            {shortDay(d)}
          </option>
        ))}
      </Select>
      <Field label={t("whatif.trial.by")} name="by" type="number" min={-20} max={20} required defaultValue={1} {...at("/by")} />
    </>
  );
}
