import type { ManagedLeave, Skill } from "../../api/shapes.ts";
import { list, t } from "../../i18n/index.ts";
import { shortDay, span } from "../../lib/day.ts";
import { duration } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/state.tsx";
import type { useWardLeave } from "./data.ts";
import styles from "./ward-leave-page.module.css";

/** Inbox is the requests that wait, then those that were decided and are not over. */
export function Inbox({
  requests,
  skills,
  act,
  editable,
}: {
  requests: readonly ManagedLeave[];
  skills: readonly Skill[];
  act: ReturnType<typeof useWardLeave>;
  editable: boolean;
}) {
  const waiting = requests.filter((r) => r.state === "asked");
  const over = requests.filter((r) => r.state !== "asked");
  return (
    <>
      <section className={styles.part} aria-labelledby="waiting">
        <h2 id="waiting">{t("wardLeave.waiting")}</h2>
        {waiting.length === 0 ? (
          <Empty>{t("wardLeave.waitingNone")}</Empty>
        ) : (
          <ul className={styles.part}>
            {waiting.map((r) => (
              <Request key={r.id} request={r} skills={skills} act={act} editable={editable} />
            ))}
          </ul>
        )}
      </section>
      {over.length > 0 && (
        <details>
          <summary className={styles.more}>{t("wardLeave.decided")}</summary>
          <ul className={styles.part}>
            {over.map((r) => (
              <li key={r.id} className={styles.card}>
                <h3>
                  {r.name}: {r.title}
                </h3>
                <p className={styles.quiet}>
                  {t(`wardLeave.states.${r.state}`)}. {r.why}
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Request({
  request: r,
  skills,
  act,
  editable,
}: {
  request: ManagedLeave;
  skills: readonly Skill[];
  act: ReturnType<typeof useWardLeave>;
  editable: boolean;
}) {
  const who = { name: r.name, days: r.title };
  const busy = act.decide.isPending;
  const refuse = (code: ManagedLeave["code"]) => act.decide.mutate({ request: r, agree: false, code });
  return (
    <li className={styles.card}>
      <h3>
        {r.name}: {r.title}
      </h3>
      <p className={styles.quiet}>
        {r.left_minutes === undefined
          ? t("wardLeave.takesOnly", { hours: duration(r.minutes) })
          : t("wardLeave.takes", { hours: duration(r.minutes), left: duration(r.left_minutes) })}
      </p>
      {r.why && <p className={styles.stands}>{r.why}</p>}
      <details open={r.uses.length <= 7}>
        <summary className={styles.more}>{t("wardLeave.uses")}</summary>
        {r.uses.length === 0 ? (
          <p className={styles.quiet}>{t("wardLeave.usesNone")}</p>
        ) : (
          <ul className={styles.uses}>
            {r.uses.map((u) => (
              <li key={u.day + (u.skill_id ?? "") + u.unit + u.most} data-full={u.used >= u.most ? "" : undefined}>
                {t(u.skill_id ? "wardLeave.useSkill" : "wardLeave.use", {
                  day: shortDay(u.day),
                  skill: skills.find((k) => k.id === u.skill_id)?.code ?? "",
                  used: u.unit === "minutes" ? duration(u.used) : u.used,
                  most: u.unit === "minutes" ? duration(u.most) : u.most,
                })}
              </li>
            ))}
          </ul>
        )}
      </details>
      {r.nearest.length > 0 && (
        <p className={styles.quiet}>{t("wardLeave.near", { spans: list(r.nearest.map((s) => span(s.first_day, s.last_day))) })}</p>
      )}
      {editable && (
        <div className={styles.actions}>
          {r.code && (
            <Button busy={busy} onPress={() => refuse(r.code)} aria-label={t("wardLeave.refuseTo", who)}>
              {t("wardLeave.refuse")}
            </Button>
          )}
          <Button busy={busy} onPress={() => refuse("ward_needs")} aria-label={t("wardLeave.needsTo", who)}>
            {t("wardLeave.needs")}
          </Button>
          {r.may_agree && (
            <Button weight="strong" busy={busy} onPress={() => act.decide.mutate({ request: r, agree: true })} aria-label={t("wardLeave.agreeTo", who)}>
              {t("wardLeave.agree")}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
