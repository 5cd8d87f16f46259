import type { ManagedSwap } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { Effects } from "../swap/card.tsx";
import type { useGaps } from "./data.ts";
import styles from "./gaps-page.module.css";

/** Swap is what colleagues have agreed on, with what it would do to both and the two decisions. */
export function Swap({ swap, act }: { swap: ManagedSwap; act: ReturnType<typeof useGaps> }) {
  const busy = act.decide.isPending;
  const refuse = (
    <Button onPress={() => act.decide.mutate({ swap, approve: false })} busy={busy} aria-label={`${t("gaps.refuse")}: ${swap.title}`}>
      {t("gaps.refuse")}
    </Button>
  );
  return (
    <li className={styles.card}>
      <h3>{swap.title}</h3>
      <p className={styles.quiet}>{swap.status}</p>
      {swap.stands.map((line) => (
        <p key={line} className={styles.stands}>
          {line}
        </p>
      ))}
      {swap.sides.map((s) => (
        <div key={s.staff_id}>
          <h4>{t("gaps.for", { name: s.name })}</h4>
          <Effects lines={s.effects} />
        </div>
      ))}
      {swap.waits && <p>{swap.waits}</p>}
      {swap.takers.map((c) => (
        <div key={c.staff_id} className={styles.taker}>
          <h4>{c.name}</h4>
          <p className={styles.quiet}>{c.because}</p>
          <Effects lines={c.effects} />
          {swap.may_decide && (
            <Button onPress={() => act.decide.mutate({ swap, approve: true, staffId: c.staff_id })} busy={busy}>
              {t("gaps.giveTo", { name: c.name })}
            </Button>
          )}
        </div>
      ))}
      {swap.state === "accepted" && (
        <div className={styles.actions}>
          {refuse}
          {swap.kind === "swap" && swap.may_decide && swap.stands.length === 0 && (
            <Button
              weight="strong"
              onPress={() => act.decide.mutate({ swap, approve: true })}
              busy={busy}
              aria-label={`${t("gaps.approve")}: ${swap.title}`}
            >
              {t("gaps.approve")}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
