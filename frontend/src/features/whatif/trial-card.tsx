import type { ReactNode } from "react";
import type { Trial } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import styles from "./trials.module.css";

/** TrialCard is one question with its answer: the headline first, the difference, and the rest on request. */
export function TrialCard({ trial, stale }: { trial: Trial; stale: boolean }) {
  const { answer } = trial;
  return (
    <article className={styles.card} data-state={trial.state}>
      <h3>{trial.question}</h3>
      {!answer && !trial.failure && (
        <p className={styles.quiet}>
          {t("whatif.trial.working", { seconds: trial.seconds })}
          <progress aria-label={trial.question} />
        </p>
      )}
      {trial.failure && <p>{trial.failure}</p>}
      {answer && (
        <>
          <p>
            <strong>{answer.headline}</strong>
          </p>
          <ul className={styles.lines}>
            {answer.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <Texts title={t("whatif.trial.give")} list={answer.give.map((g) => g.text)} />
          <Texts title={t("whatif.trial.breaks")} list={answer.breaks.map((b) => b.text)} />
          {answer.shortfalls.length + answer.gained.length + answer.lost.length + answer.people.length > 0 && (
            <details>
              <summary>{t("whatif.trial.more")}</summary>
              <Texts title={t("whatif.trial.short")} list={answer.shortfalls.map((s) => s.text)} />
              <Texts title={t("whatif.trial.gained")} list={answer.gained.map((a) => a.text)} />
              <Texts title={t("whatif.trial.lost")} list={answer.lost.map((a) => a.text)} />
              <Texts title={t("whatif.trial.people")} list={answer.people.map((p) => t("whatif.trial.days", { name: p.name, count: p.days }))} />
            </details>
          )}
          <p className={styles.quiet}>
            {answer.sure} {stale && t("whatif.trial.stale")}
          </p>
        </>
      )}
    </article>
  );
}

/** Texts is a list under a title; nothing where there is none. */
function Texts({ title, list }: { title: string; list: readonly string[] }): ReactNode {
  if (list.length === 0) return null;
  return (
    <div className={styles.texts}>
      <h4>{title}</h4>
      <ul>
        {list.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}
