import type { Shift } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { longDay } from "../../lib/day.ts";
import { Button } from "../../ui/button.tsx";
import styles from "./disputes.module.css";
import type { Wanted } from "./outbox.ts";
import type { Bids } from "./use-bids.ts";
import { askWords, weightWords } from "./words.ts";

/** Disputes shows each change that the server did not take: both versions side by side, or why it said no. */
export function Disputes({ bids, shifts }: { bids: Bids; shifts: readonly Shift[] }) {
  const open = bids.queue.filter((c) => c.state === "conflict" || c.state === "refused");
  return open.map((c) => {
    const day = longDay(c.wanted?.day ?? c.theirs?.day ?? bids.shown.find((s) => s.id === c.id)?.day ?? "1970-01-01");
    if (c.state === "refused") {
      return (
        <section key={c.id} className={styles.dispute} role="alert" aria-label={t("bid.refused.title", { day })}>
          <h2>{t("bid.refused.title", { day })}</h2>
          <p>{c.why}</p>
          <Button onPress={() => bids.settle(c.id, "theirs")}>{t("bid.refused.drop")}</Button>
        </section>
      );
    }
    return (
      <section key={c.id} className={styles.dispute} role="alert" aria-label={t("bid.conflict.title", { day })}>
        <h2>{t("bid.conflict.title", { day })}</h2>
        <p>{t("bid.conflict.lead")}</p>
        <div className={styles.sides}>
          <Side title={t("bid.conflict.mine")} ask={c.wanted} shifts={shifts}>
            <Button weight="strong" onPress={() => bids.settle(c.id, "mine")}>
              {t("bid.conflict.keepMine")}
            </Button>
          </Side>
          <Side title={t("bid.conflict.theirs")} ask={c.theirs ?? null} shifts={shifts}>
            <Button onPress={() => bids.settle(c.id, "theirs")}>{t("bid.conflict.keepTheirs")}</Button>
          </Side>
        </div>
      </section>
    );
  });
}

function Side({ title, ask, shifts, children }: { title: string; ask: Wanted | null; shifts: readonly Shift[]; children: React.ReactNode }) {
  return (
    <div className={styles.side}>
      <h3>{title}</h3>
      <p>{ask ? `${askWords(ask, shifts)}, ${weightWords(ask)}` : t("bid.conflict.gone")}</p>
      {children}
    </div>
  );
}
