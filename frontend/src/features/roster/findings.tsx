import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { levelOf, levels, type Finding, type Level, type RosterView } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { Area, fieldId } from "../../ui/field.tsx";
import { ErrorSummary, faultAt } from "../../ui/summary.tsx";
import { putOverride, rosterData } from "./data.ts";
import styles from "./side.module.css";

/** How many findings of a level show before the rest is asked for. */
const few = 6;

/** byLevel groups findings by level, gravest first; refused asks have a list of their own. */
export function byLevel(findings: readonly Finding[]): [Level, Finding[]][] {
  return levels
    .filter((l) => l !== "preferences")
    .map((l): [Level, Finding[]] => [l, findings.filter((f) => levelOf(f.level) === l)])
    .filter(([, list]) => list.length > 0);
}

/** Findings says in words which rules the rota breaks, the ones that must hold first. */
export function Findings({
  view,
  editable,
  onGo,
}: {
  view: RosterView;
  editable: boolean;
  onGo: (staffId: string | undefined, day: string | undefined) => void;
}) {
  const [override, setOverride] = useState<Finding>();
  const groups = byLevel(view.findings);
  const reasons = new Map(view.overrides.map((o) => [o.finding_key, o.reason]));
  return (
    <section className={styles.box} aria-labelledby="findings">
      <h2 id="findings">{t("manager.findings.title")}</h2>
      {groups.length === 0 && <p className={styles.quiet}>{t("manager.findings.none")}</p>}
      {groups.map(([level, list]) => (
        <Group key={level} level={level} list={list}>
          {(f) => (
            <>
              {f.staff_id || f.day ? (
                <button type="button" className={styles.go} onClick={() => onGo(f.staff_id, f.day)}>
                  {f.text}
                  {f.overridden && <span className={styles.allowed}>{t("manager.findings.allowed", { reason: reasons.get(f.key) ?? "" })}</span>}
                </button>
              ) : (
                <p className={styles.text}>{f.text}</p>
              )}
              {f.no_override && editable && <p className={styles.remedy}>{f.no_override}</p>}
              {f.rule === "agreed_pattern" && <Unkept view={view} finding={f} />}
              {f.refused && editable && !f.overridden && !f.no_override && (
                <Button small onPress={() => setOverride(f)}>
                  {t("manager.findings.allow")}
                </Button>
              )}
            </>
          )}
        </Group>
      ))}
      {override && <OverrideDialog view={view} finding={override} onClose={() => setOverride(undefined)} />}
    </section>
  );
}

/** Unkept says why an agreed day is not kept, where that was worked out. */
function Unkept({ view, finding }: { view: RosterView; finding: Finding }) {
  const reason = view.agreed.find((a) => a.staff_id === finding.staff_id && a.day === finding.day)?.reason;
  return reason ? (
    <p className={styles.remedy}>
      {reason.text} {reason.sure}
    </p>
  ) : null;
}

function Group({ level, list, children }: { level: Level; list: readonly Finding[]; children: (f: Finding) => React.ReactNode }) {
  const [all, setAll] = useState(false);
  const shown = all || level === "hard" ? list : list.slice(0, few);
  return (
    <div className={styles.group} data-level={level}>
      <h3>{t("manager.findings.group", { level: t(`manager.level.${level}`), count: list.length })}</h3>
      <ul className={styles.list}>
        {shown.map((f) => (
          <li key={f.key} className={styles.item}>
            {children(f)}
          </li>
        ))}
      </ul>
      {shown.length < list.length || all ? (
        <Button small weight="quiet" onPress={() => setAll(!all)} aria-expanded={all}>
          {all ? t("manager.findings.less") : t("manager.findings.more", { count: list.length })}
        </Button>
      ) : null}
    </div>
  );
}

function OverrideDialog({ view, finding, onClose }: { view: RosterView; finding: Finding; onClose: () => void }) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (reason: string) => putOverride(view.roster, finding, reason),
    onSuccess: (now) => {
      client.setQueryData(rosterData.view(view.roster.id).queryKey, now);
      onClose();
    },
  });
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    save.mutate(String(new FormData(e.currentTarget).get("reason")));
  };
  return (
    <Dialog open onClose={onClose} title={t("manager.override.title")}>
      <p>
        <strong>{finding.text}</strong>
      </p>
      <p>{t("manager.override.lead")}</p>
      {finding.owes_rest && <p>{t("manager.override.owes")}</p>}
      <form onSubmit={submit}>
        <ErrorSummary error={save.error} form="override" />
        <Area
          label={t("manager.override.reason")}
          help={t("manager.override.help")}
          name="reason"
          required
          minLength={10}
          maxLength={500}
          id={fieldId("override", "/reason")}
          fault={faultAt(save.error, "/reason")}
        />
        <Actions>
          <Button onPress={onClose}>{t("shell.form.cancel")}</Button>
          <Button type="submit" weight="strong" busy={save.isPending}>
            {t("manager.override.save")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
