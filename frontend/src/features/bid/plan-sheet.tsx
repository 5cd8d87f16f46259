import { useState } from "react";
import type { Shift } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { shortDay } from "../../lib/day.ts";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { Select } from "../../ui/field.tsx";
import { Banner } from "../../ui/state.tsx";
import type { Shown } from "./outbox.ts";
import styles from "./plan-sheet.module.css";
import { asksUsed, choicesOf, keyOf, maxChoices, placeOf, planNames, plansOf, together, tokensUsed, type Together } from "./plans.ts";
import { askWords } from "./words.ts";

/** PlanSheet puts asks together: plan A, else B, else C, and both or neither. Each change counts at once. */
export function PlanSheet({
  asks,
  shifts,
  cap,
  tokens,
  onMove,
  onClose,
}: {
  asks: readonly Shown[];
  shifts: readonly Shift[];
  cap: number;
  tokens: number;
  onMove: (ask: Shown, to: Together) => void;
  onClose: () => void;
}) {
  const [stopped, setStopped] = useState<string>();
  const used = choicesOf(asks);
  // One choice more than there are, so that most people see three plans and no numbers.
  const free = Array.from({ length: maxChoices }, (_, i) => i + 1).find((c) => !used.includes(c));
  const offered = [...used, ...(free ? [free] : [])].toSorted((a, b) => a - b);
  const move = (ask: Shown, to: Together) => {
    const after = asks.map((a) => (a.id === ask.id ? { ...a, ...to } : a));
    const over =
      asksUsed(after) > cap && asksUsed(after) > asksUsed(asks)
        ? t("bid.full", { cap })
        : tokensUsed(after) > tokens && tokensUsed(after) > tokensUsed(asks)
          ? t("bid.plans.tokens", { all: tokens })
          : undefined;
    setStopped(over);
    if (over) return announce(over);
    onMove(ask, to);
    announce(t("bid.plans.moved", { ask: one(ask, shifts), place: placeWords(to) }));
  };
  return (
    <Dialog open onClose={onClose} title={t("bid.plans.title")}>
      <div className={styles.sheet}>
        <p>{t("bid.plans.lead")}</p>
        {stopped && (
          <div role="alert">
            <Banner tone="warn">{stopped}</Banner>
          </div>
        )}
        <ul className={styles.asks}>
          {asks.map((ask) => (
            <li key={ask.id}>
              <Select label={one(ask, shifts)} value={keyOf(together(ask))} onChange={(e) => move(ask, placeOf(e.target.value))}>
                <option value="">{t("bid.plans.alone")}</option>
                {offered.map((choice) =>
                  planNames.map((plan) => (
                    <option key={`${choice}${plan}`} value={`${choice}${plan}`}>
                      {placeWords({ choice, plan })}
                    </option>
                  )),
                )}
              </Select>
            </li>
          ))}
        </ul>
        {used.map((choice) => (
          <section key={choice} className={styles.choice} aria-label={t("bid.plans.choice", { choice })}>
            <h3>{t("bid.plans.choice", { choice })}</h3>
            <ol>
              {plansOf(asks, choice).map(({ plan, asks: of }) => (
                <li key={plan}>
                  <strong>{plan}</strong>
                  <span>
                    {of.map((a) => one(a, shifts)).join(t("bid.plans.and"))}
                    {of.length > 1 && <em> {t(of.length > 2 ? "bid.plans.allOrNone" : "bid.plans.bothOrNeither")}</em>}
                  </span>
                </li>
              ))}
            </ol>
          </section>
        ))}
        <p className={styles.quiet}>{t("bid.plans.counts")}</p>
        <Actions>
          <Button weight="strong" onPress={onClose}>
            {t("bid.plans.done")}
          </Button>
        </Actions>
      </div>
    </Dialog>
  );
}

/** one names an ask with its day: "Sat 14 Mar, the day off". */
const one = (ask: Shown, shifts: readonly Shift[]) => `${shortDay(ask.day)}, ${askWords(ask, shifts)}`;

/** placeWords says where an ask belongs; the first choice needs no number. */
const placeWords = ({ choice, plan }: Together): string =>
  !choice || !plan ? t("bid.plans.alone") : choice === 1 ? t("bid.plans.plan", { plan }) : t("bid.plans.place", { choice, plan });
