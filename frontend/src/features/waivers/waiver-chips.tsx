import type { WaiverView } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import styles from "./waivers.module.css";

/** WaiverChips tells a manager what a person does without; nothing for most. Nobody but the person can change it. */
export function WaiverChips({ waivers }: { waivers: readonly WaiverView[] }) {
  if (waivers.length === 0) return null;
  return (
    <ul className={styles.chips}>
      {waivers.map((w) => (
        <li key={w.id} title={`${w.text} ${w.when}`}>
          {t("waivers.staff")}: {w.title}
          <span className="visually-hidden">
            . {w.text} {w.when}
          </span>
        </li>
      ))}
    </ul>
  );
}
