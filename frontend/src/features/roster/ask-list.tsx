import { useState } from "react";
import type { RosterView } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { Reason } from "./reason.tsx";
import styles from "./side.module.css";
import { refused as isRefused } from "../bid/plans.ts";

const few = 6;

/** AskList lists the asks that this rota refuses, each with its reason. */
export function AskList({ view, onGo }: { view: RosterView; onGo: (staffId: string, day: string) => void }) {
  const [all, setAll] = useState(false);
  const refused = view.outcomes.filter(isRefused).toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const shown = all ? refused : refused.slice(0, few);
  return (
    <section className={styles.box} aria-labelledby="asks">
      <div className={styles.head}>
        <h2 id="asks">{t("manager.asks.title")}</h2>
        {view.outcomes.length > 0 && (
          <span className={styles.quiet}>
            {t("manager.asks.count", { met: view.outcomes.length - refused.length, all: view.outcomes.length })}
          </span>
        )}
      </div>
      {view.outcomes.length === 0 && <p className={styles.quiet}>{t("manager.asks.none")}</p>}
      <ul className={styles.list}>
        {shown.map((o) => (
          <li key={o.preference_id} className={styles.item}>
            <button type="button" className={styles.go} onClick={() => onGo(o.staff_id, o.day)}>
              {o.text}
            </button>
            {o.reason && <Reason reason={o.reason} />}
          </li>
        ))}
      </ul>
      {refused.length > few && (
        <Button small weight="quiet" onPress={() => setAll(!all)} aria-expanded={all}>
          {all ? t("manager.findings.less") : t("manager.findings.more", { count: refused.length })}
        </Button>
      )}
    </section>
  );
}
