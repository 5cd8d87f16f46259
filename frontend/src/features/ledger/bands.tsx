import type { BurdenBand } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import styles from "./bands.module.css";

/** Bands shows how many people are in which group; the words and the number say all that the bar does. */
export function Bands({ bands }: { bands: readonly BurdenBand[] }) {
  const most = Math.max(...bands.map((b) => b.people));
  return (
    <ul className={styles.bands} aria-label={t("ledger.bands")}>
      {bands.map((b) => (
        <li key={b.from} data-mine={b.mine ? "" : undefined}>
          <span className={styles.text}>
            {b.text}
            {b.mine && <strong>{t("ledger.mine")}</strong>}
          </span>
          <span className={styles.track} aria-hidden="true">
            <span style={{ width: `${(100 * b.people) / most}%` }} />
          </span>
          <span className={styles.count}>{t("ledger.people", { count: b.people })}</span>
        </li>
      ))}
    </ul>
  );
}
