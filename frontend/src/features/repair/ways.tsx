import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ID, Repair, RepairWay } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { duration } from "../../lib/time.ts";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { ErrorSummary } from "../../ui/summary.tsx";
import { apply } from "./data.ts";
import styles from "./ways.module.css";

/** Ways are the ways to repair a rota, side by side on a desk and one below the other on a phone. */
export function Ways({ repair, may, onApplied }: { repair: Repair; may: boolean; onApplied: (rosterId: ID) => void }) {
  return (
    <ul className={styles.ways} aria-label={t("repair.ways")}>
      {repair.ways.map((way) => (
        <li key={way.aim} className={styles.way}>
          <OneWay repair={repair} way={way} may={may} onApplied={onApplied} />
        </li>
      ))}
    </ul>
  );
}

function OneWay({ repair, way, may, onApplied }: { repair: Repair; way: RepairWay; may: boolean; onApplied: (rosterId: ID) => void }) {
  const [agreed, setAgreed] = useState<readonly ID[]>([]);
  const [asking, setAsking] = useState(false);
  const moved = way.changes.filter((c) => !c.taken_out);
  const names = [...new Map(moved.map((c) => [c.staff_id, c.name])).entries()];
  return (
    <>
      <h3>{way.title}</h3>
      <p className={styles.text}>{way.text}</p>
      <dl className={styles.figures}>
        <Figure name={t("repair.moved")} value={String(way.moved)} />
        <Figure name={t("repair.notice")} value={way.notice} />
        <Figure name={t("repair.missing")} value={String(way.missing)} warn={way.missing > 0} />
        <Figure name={t("repair.people")} value={String(way.people)} />
        <Figure name={t("repair.minutes")} value={paid(way.minutes)} />
        <Figure name={t("repair.refused")} value={String(way.refused)} />
      </dl>
      {way.by_notice.length > 0 && (
        <p className={styles.text}>
          {t("repair.byNotice")}: {way.by_notice.map((b) => `${b.moves} × ${b.text}`).join(", ")}
        </p>
      )}
      <h4>{t("repair.changes")}</h4>
      <ul className={styles.lines}>
        {way.changes.map((c) => (
          <li key={c.staff_id + c.day} data-out={c.taken_out ? "" : undefined}>
            <span>{c.text}</span>
            <span className={styles.quiet}>{c.taken_out ? t("repair.takenOut") : c.notice}</span>
          </li>
        ))}
        {way.changes.length === 0 && <li>{t("repair.nothing")}</li>}
      </ul>
      {way.uncovered.length > 0 && (
        <>
          <h4>{t("repair.open")}</h4>
          <ul className={styles.lines}>
            {way.uncovered.map((o) => (
              <li key={o.day + o.shift_id + (o.skill_id ?? "")}>{o.text}</li>
            ))}
          </ul>
        </>
      )}
      {may && repair.state === "ready" && way.changes.length > 0 && (
        <div className={styles.foot}>
          {names.length > 0 && (
            <fieldset className={styles.agreed}>
              <legend>{t("repair.askedHelp")}</legend>
              {names.map(([id, name]) => (
                <label key={id}>
                  <input
                    type="checkbox"
                    checked={agreed.includes(id)}
                    onChange={(e) => setAgreed(e.target.checked ? [...agreed, id] : agreed.filter((x) => x !== id))}
                  />
                  {t("repair.asked", { name })}
                </label>
              ))}
            </fieldset>
          )}
          <Button onPress={() => setAsking(true)} aria-label={`${t("repair.choose")}: ${way.title}`}>
            {t("repair.choose")}
          </Button>
        </div>
      )}
      {asking && <Confirm repair={repair} way={way} agreed={agreed} onClose={() => setAsking(false)} onApplied={onApplied} />}
    </>
  );
}

function Figure({ name, value, warn = false }: { name: string; value: string; warn?: boolean }) {
  return (
    <div data-warn={warn ? "" : undefined}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** paid says how much more or less is paid than published. */
function paid(minutes: number): string {
  if (minutes === 0) return t("repair.same");
  return t(minutes > 0 ? "repair.more" : "repair.less", { time: duration(Math.abs(minutes)) });
}

function Confirm({
  repair,
  way,
  agreed,
  onClose,
  onApplied,
}: {
  repair: Repair;
  way: RepairWay;
  agreed: readonly ID[];
  onClose: () => void;
  onApplied: (rosterId: ID) => void;
}) {
  const client = useQueryClient();
  const go = useMutation({
    mutationFn: () => apply(repair, way.aim, [...agreed]),
    onSuccess: async (roster) => {
      announce(t("repair.applied", { number: roster.number }));
      await Promise.all([
        client.invalidateQueries({ queryKey: ["period", repair.period_id] }),
        client.invalidateQueries({ queryKey: ["roster"] }),
        client.invalidateQueries({ queryKey: ["ward"] }),
      ]);
      onApplied(roster.id);
    },
  });
  return (
    <Dialog open onClose={onClose} title={t("repair.confirm")}>
      <ErrorSummary error={go.error} form="apply" />
      <p>{t("repair.confirmText", { count: way.changes.length })}</p>
      <Actions>
        <Button onPress={onClose}>{t("shell.form.cancel")}</Button>
        <Button weight="strong" busy={go.isPending} onPress={() => go.mutate()}>
          {t("repair.choose")}
        </Button>
      </Actions>
    </Dialog>
  );
}
