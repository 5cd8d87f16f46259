import { useQuery } from "@tanstack/react-query";
import { useTitle } from "../../app/title.ts";
import type { MyWaivers, WaiverView } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { dayMonthYear } from "../../lib/day.ts";
import { Banner, Empty, Loaded } from "../../ui/state.tsx";
import { waiverData } from "./data.ts";
import { Chosen, WaiverCard } from "./waiver-card.tsx";
import styles from "./waivers.module.css";

/** WaiversPage is where one chooses to do without rules of the ward that protect oneself, and takes it back. */
export function WaiversPage() {
  useTitle(t("waivers.title"));
  const query = useQuery(waiverData.mine());
  return (
    <div className={styles.page}>
      <div className={styles.lead}>
        <h1>{t("waivers.title")}</h1>
        <p>{t("waivers.lead")}</p>
        <ul>
          <li>{t("waivers.promises.own")}</li>
          <li>{t("waivers.promises.fair")}</li>
          <li>{t("waivers.promises.back")}</li>
        </ul>
      </div>
      <Loaded query={query} rows={4} height={120}>
        {(mine) => <Sheet mine={mine} />}
      </Loaded>
    </div>
  );
}

function Sheet({ mine }: { mine: MyWaivers }) {
  const known = new Set(mine.rules.map((r) => r.key));
  const others = mine.items.filter((w) => w.live && !known.has(w.key));
  const past = mine.items.filter((w) => !w.live);
  return (
    <>
      {mine.adult_from && <Banner>{t("waivers.young", { day: dayMonthYear(mine.adult_from) })}</Banner>}
      {mine.rules.length === 0 && <Empty>{t("waivers.none")}</Empty>}
      <div className={styles.rules}>
        {mine.rules.map((rule) => (
          <WaiverCard key={rule.key} rule={rule} mine={mine} />
        ))}
        {others.map((w) => (
          <Chosen key={w.id} waiver={w} />
        ))}
      </div>
      {past.length > 0 && (
        <details>
          <summary>{t("waivers.past")}</summary>
          <ul className={styles.past}>
            {past.map((w) => (
              <li key={w.id}>
                {w.text} {w.when} {over(w)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** over says how a choice ended. */
function over(w: WaiverView): string {
  return w.withdrawn_at ? t("waivers.takenBack", { day: dayMonthYear(w.withdrawn_at.slice(0, 10)) }) : t("waivers.ended");
}
