import type { PlainFinding } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import styles from "./side.module.css";
import type { GridState } from "./grid-store.ts";

/** Effect says in words what the newest edit breaks and mends. */
export function Effect({ effect }: { effect: GridState["effect"] }) {
  if (!effect) return null;
  return (
    <section className={styles.box} aria-labelledby="effect" aria-live="polite" data-strong="">
      <h2 id="effect">{t("manager.effect.title")}</h2>
      <ChangeWords change={effect.change} />
    </section>
  );
}

/** ChangeWords lists what a change breaks and mends. */
export function ChangeWords({ change }: { change: { added: PlainFinding[]; removed: PlainFinding[] } | undefined }) {
  if (!change) return <p className={styles.quiet}>{t("manager.effect.wait")}</p>;
  if (change.added.length === 0 && change.removed.length === 0) return <p>{t("manager.effect.nothing")}</p>;
  return (
    <>
      {change.added.length > 0 && <Words title={t("manager.effect.breaks")} findings={change.added} tone="bad" />}
      {change.removed.length > 0 && <Words title={t("manager.effect.mends")} findings={change.removed} tone="good" />}
    </>
  );
}

function Words({ title, findings, tone }: { title: string; findings: readonly PlainFinding[]; tone: "bad" | "good" }) {
  return (
    <div>
      <h3 data-tone={tone} className={styles.tone}>
        {title}
      </h3>
      <ul className={styles.words}>
        {findings.map((f) => (
          <li key={f.text + f.rule + f.name} data-hard={f.level === "hard" && tone === "bad" ? "" : undefined}>
            {f.text}
          </li>
        ))}
      </ul>
    </div>
  );
}
