import { useIsMutating, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { can, useMe } from "../../app/session.ts";
import type { Period, Roster, RosterView, Ward } from "../../api/shapes.ts";
import { list, t } from "../../i18n/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { Skeleton } from "../../ui/state.tsx";
import { ErrorSummary } from "../../ui/summary.tsx";
import { wardData } from "../ward/data.ts";
import { moveRoster, rosterData } from "./data.ts";
import { editsOf } from "./editing.ts";
import styles from "./steps.module.css";
import { refused as isRefused } from "../bid/plans.ts";

/** Steps are the buttons that take a rota further: approve, publish, back to draft, and its CSV. */
export function Steps({ ward, period, roster }: { ward: Ward; period: Period; roster: Roster }) {
  const who = useMe();
  const [dialog, setDialog] = useState<"approve" | "publish">();
  const move = useMove(period, roster, () => setDialog(undefined));
  const may = can(who, "approve", ward.id);
  return (
    <>
      <a className={styles.link} href={`/api/v1/rosters/${roster.id}/export.csv`} download>
        {t("manager.export")}
      </a>
      {may && roster.state === "published" && (
        <Link className={styles.link ?? ""} to="/repair" search={{ ward: ward.id, period: period.id }}>
          {t("repair.link")}
        </Link>
      )}
      {may && roster.state === "draft" && period.state === "drafted" && (
        <Button weight="strong" onPress={() => setDialog("approve")}>
          {t("manager.approve")}
        </Button>
      )}
      {may && roster.state === "approved" && (
        <>
          <Button onPress={() => move.mutate("reopen")} busy={move.isPending && move.variables === "reopen"}>
            {t("manager.reopen")}
          </Button>
          <Button weight="strong" onPress={() => setDialog("publish")}>
            {t("manager.publish")}
          </Button>
        </>
      )}
      {dialog === "approve" && <ApproveDialog roster={roster} move={move} onClose={() => setDialog(undefined)} />}
      {dialog === "publish" && <PublishDialog ward={ward} move={move} onClose={() => setDialog(undefined)} />}
    </>
  );
}

function useMove(period: Period, roster: Roster, done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (to: "approve" | "publish" | "reopen") => {
      // The page may hold a newer version of the rota than the list it was chosen from.
      const view = client.getQueryData<RosterView>(rosterData.view(roster.id).queryKey);
      return moveRoster(view?.roster ?? roster, to);
    },
    onSuccess: done,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["period", period.id] }),
        client.invalidateQueries({ queryKey: ["roster", roster.id] }),
        client.invalidateQueries({ queryKey: ["ward"] }),
      ]),
  });
}

type Move = ReturnType<typeof useMove>;

/** A line of the checklist: fine, worth a look, or in the way. */
interface Check {
  tone: "ok" | "look" | "stop";
  text: string;
}

/** checklist says what a manager should know before approving; a "stop" keeps the button shut. */
export function checklist(view: RosterView): Check[] {
  const hard = view.findings.filter((f) => f.level === "hard");
  const open = hard.filter((f) => !f.overridden).length;
  const allowed = hard.length - open;
  const unfilled = view.duties.filter((d) => !d.staff_id).length;
  const refused = view.outcomes.filter(isRefused).length;
  const checks: Check[] = [];
  if (open > 0) checks.push({ tone: "stop", text: t("manager.approving.hardOpen", { count: open }) });
  if (allowed > 0) checks.push({ tone: "look", text: t("manager.approving.hardAllowed", { count: allowed }) });
  if (hard.length === 0) checks.push({ tone: "ok", text: t("manager.approving.hardNone") });
  checks.push(
    unfilled > 0
      ? { tone: "look", text: t("manager.approving.fill", { count: unfilled }) }
      : { tone: "ok", text: t("manager.approving.fillNone") },
    refused > 0
      ? { tone: "look", text: t("manager.approving.asks", { count: refused }) }
      : { tone: "ok", text: t("manager.approving.asksAll") },
    view.roster.stale
      ? { tone: "stop", text: t("manager.approving.stale") }
      : { tone: "ok", text: t("manager.approving.fresh") },
  );
  return checks;
}

function ApproveDialog({ roster, move, onClose }: { roster: Roster; move: Move; onClose: () => void }) {
  const view = useQuery(rosterData.view(roster.id));
  const checks = view.data ? checklist(view.data) : [];
  // Until the last edit is saved, neither the list nor the version is that of what will be approved.
  const saving = useIsMutating({ mutationKey: editsOf(roster.id) }) > 0;
  return (
    <Dialog open onClose={onClose} title={t("manager.approving.title", { number: roster.number })}>
      <p>{t("manager.approving.lead")}</p>
      <ErrorSummary error={move.error} form="approve" />
      {!view.data && <Skeleton rows={4} height={36} />}
      <ul className={styles.checks}>
        {checks.map((c) => (
          <li key={c.text} data-tone={c.tone}>
            <span className={styles.tone}>{t(`manager.approving.${c.tone}`)}</span> {c.text}
          </li>
        ))}
      </ul>
      <Actions>
        <Button onPress={onClose}>{t("shell.form.cancel")}</Button>
        <Button
          weight="strong"
          onPress={() => move.mutate("approve")}
          busy={move.isPending || saving}
          isDisabled={!view.data || checks.some((c) => c.tone === "stop")}
        >
          {t("manager.approving.go")}
        </Button>
      </Actions>
    </Dialog>
  );
}

function PublishDialog({ ward, move, onClose }: { ward: Ward; move: Move; onClose: () => void }) {
  const staff = useQuery(wardData.staff(ward.id));
  const names = (staff.data ?? []).map((p) => p.name);
  return (
    <Dialog open onClose={onClose} title={t("manager.publishing.title")}>
      <ErrorSummary error={move.error} form="publish" />
      <p>{t("manager.publishing.lead", { count: names.length })}</p>
      <p className={styles.names}>{list(names)}</p>
      <Actions>
        <Button onPress={onClose}>{t("shell.form.cancel")}</Button>
        <Button
          weight="strong"
          busy={move.isPending}
          isDisabled={!staff.data}
          onPress={() => move.mutate("publish", { onSuccess: () => announce(t("manager.publishing.done", { count: names.length })) })}
        >
          {t("manager.publishing.go", { count: names.length })}
        </Button>
      </Actions>
    </Dialog>
  );
}
