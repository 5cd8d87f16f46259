import type { SwapCard } from "../../api/shapes.ts";
import { useMe, zoneOf } from "../../app/session.ts";
import { t } from "../../i18n/index.ts";
import { momentIn } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { live, type useSwaps } from "./data.ts";
import styles from "./swap-page.module.css";

/** Card is one ask: what it is, what it would do, where it stands, and what can be done about it. */
export function Card({ swap, act }: { swap: SwapCard; act: ReturnType<typeof useSwaps> }) {
  const zone = zoneOf(useMe());
  const busy = act.answer.isPending || act.withdraw.isPending;
  return (
    <li className={styles.card} data-live={live(swap) ? "" : undefined}>
      <h3>{swap.title}</h3>
      <Effects lines={swap.effects} />
      <p className={styles.status}>{swap.status}</p>
      {swap.may_answer && (
        <>
          <p className={styles.quiet}>{t("swap.until", { moment: momentIn(swap.answer_by, zone) })}</p>
          <div className={styles.actions}>
            <Button onPress={() => act.answer.mutate({ id: swap.id, yes: false })} busy={busy} aria-label={`${t("swap.no")}: ${swap.title}`}>
              {t("swap.no")}
            </Button>
            <Button
              weight="strong"
              onPress={() => act.answer.mutate({ id: swap.id, yes: true })}
              busy={busy}
              aria-label={`${t("swap.yes")}: ${swap.title}`}
            >
              {t("swap.yes")}
            </Button>
          </div>
        </>
      )}
      {swap.may_withdraw && (
        <div className={styles.actions}>
          <Button onPress={() => act.withdraw.mutate(swap)} busy={busy}>
            {t("swap.back")}
          </Button>
        </div>
      )}
    </li>
  );
}

/** Effects is what a change would do, a line each. */
export function Effects({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className={styles.effects}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
