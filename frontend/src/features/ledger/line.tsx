import type { LedgerLine } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { points } from "./data.ts";
import styles from "./line.module.css";

/** Line is one thing that a rota has brought, and opens into how it was worked out. */
export function Line({ line }: { line: LedgerLine }) {
  return (
    <li>
      <details className={styles.line}>
        <summary>
          <span className={styles.title}>{line.title}</span>
          <span className={styles.worth}>{points(line.worth)}</span>
        </summary>
        <p className="visually-hidden">{t("ledger.how")}</p>
        <ol className={styles.steps}>
          {line.steps.map((s, i) => (
            <li key={s.text} data-last={i === line.steps.length - 1 ? "" : undefined}>
              <span>{s.text}</span>
              <span className="visually-hidden">{t("ledger.makes")}</span>
              <span className={styles.value}>{points(s.value)}</span>
            </li>
          ))}
        </ol>
      </details>
    </li>
  );
}
