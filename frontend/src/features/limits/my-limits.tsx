import { useQuery } from "@tanstack/react-query";
import { t } from "../../i18n/index.ts";
import { Loaded } from "../../ui/state.tsx";
import { myLimits } from "./data.ts";
import styles from "./limits.module.css";

/** MyLimits tells a person which rules on time hold for them, and where each comes from. */
export function MyLimits() {
  const query = useQuery(myLimits());
  return (
    <section className={styles.card} aria-labelledby="limits">
      <h2 id="limits">{t("limits.mine.title")}</h2>
      <p className={styles.quiet}>{t("limits.mine.lead")}</p>
      <Loaded query={query} rows={3} height={60}>
        {(limits) => (
          <>
            {limits.about.map((text) => (
              <p key={text} className={styles.hint}>
                {text}
              </p>
            ))}
            <ul className={styles.list}>
              {limits.items.map((x) => (
                <li key={x.key}>
                  <h3>{x.title}</h3>
                  <p>{x.words}</p>
                  <p className={styles.quiet}>
                    {t("limits.mine.source")}: <a href={x.url}>{x.source}</a>
                  </p>
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </section>
  );
}
