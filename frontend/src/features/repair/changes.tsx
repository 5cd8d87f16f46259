import { useQuery } from "@tanstack/react-query";
import type { Period, Ward } from "../../api/shapes.ts";
import { known, t } from "../../i18n/index.ts";
import { momentIn } from "../../lib/time.ts";
import { Loaded } from "../../ui/state.tsx";
import { repairData } from "./data.ts";
import styles from "./repair-page.module.css";

const named = (phrase: string) => (known(phrase) ? t(phrase) : "");

/** Changes lists what has changed in a rota since it was published, newest first. */
export function Changes({ ward, period }: { ward: Ward; period: Period }) {
  const changes = useQuery(repairData.changes(period.id));
  return (
    <section className={styles.card} aria-labelledby="history">
      <h2 id="history">{t("repair.history")}</h2>
      <Loaded query={changes} rows={2} height={44}>
        {(list) =>
          list.length === 0 ? (
            <p className={styles.quiet}>{t("repair.historyNone")}</p>
          ) : (
            <ul className={styles.history}>
              {list.map((c) => (
                <li key={c.id}>
                  <span>{c.text}</span>
                  <span className={styles.quiet}>
                    {named(`repair.kinds.${c.kind}`)} · {named(`repair.consent.${c.consent}`)} · {c.notice} · {momentIn(c.at, ward.time_zone)}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
