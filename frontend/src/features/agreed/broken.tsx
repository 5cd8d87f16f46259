import type { BrokenDay } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import styles from "./agreed.module.css";

/** Broken says which agreed days a rota does not keep, and why. */
export function Broken({ days }: { days: readonly BrokenDay[] | undefined }) {
  // What was kept on this device by an older version knows of none.
  if (!days || days.length === 0) return null;
  return (
    <section aria-labelledby="agreed-broken">
      <h2 id="agreed-broken">{t("agreed.brokenTitle")}</h2>
      <ul className={styles.broken}>
        {days.map((d) => (
          <li key={d.day}>
            <p>{d.text}</p>
            <p className={styles.quiet}>{d.reason?.sure ?? t("agreed.askWhy")}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
