import { useState } from "react";
import type { MyOutcome, Shift } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { shortDay } from "../../lib/day.ts";
import { Button } from "../../ui/button.tsx";
import { refused } from "../bid/plans.ts";
import { askWords } from "../bid/words.ts";
import styles from "./outcomes.module.css";

/** Outcomes says of each ask whether it was met and, if not, why: the refused ones first and loud. */
export function Outcomes({ outcomes, shifts }: { outcomes: readonly MyOutcome[]; shifts: readonly Shift[] }) {
  const [all, setAll] = useState(false);
  if (outcomes.length === 0) return null;
  const order = outcomes.toSorted((a, b) => (a.preference.day < b.preference.day ? -1 : 1));
  const met = order.filter((o) => o.met);
  const spared = order.filter((o) => o.fate === "not_needed" && !o.met);
  return (
    <section aria-labelledby="asks" className={styles.asks}>
      <div className={styles.head}>
        <h2 id="asks">{t("rota.asks")}</h2>
        <span>{t("rota.metCount", { met: met.length, all: order.length - spared.length })}</span>
      </div>
      <ul className={styles.list}>
        {order
          .filter(refused)
          .map((o) => (
            <Refused key={o.preference.id} outcome={o} />
          ))}
        {all && met.map((o) => <Met key={o.preference.id} outcome={o} shifts={shifts} />)}
        {all &&
          spared.map((o) => (
            <li key={o.preference.id} className={styles.spared}>
              {o.text}
            </li>
          ))}
      </ul>
      {met.length > 0 && (
        <Button weight="quiet" small onPress={() => setAll(!all)} aria-expanded={all}>
          {all ? t("rota.hideMet") : t("rota.showMet")}
        </Button>
      )}
    </section>
  );
}

/** whole names the ask with its day: "Sat 14 Mar off", "Early on Sat 14 Mar". */
function whole({ preference }: MyOutcome, shifts: readonly Shift[]): string {
  const day = shortDay(preference.day);
  return preference.kind === "day_off" ? `${day} ${t("rota.offDay")}` : `${askWords(preference, shifts)} on ${day}`;
}

/** How many reasons the sentence itself tells. */
const told = 2;

function Refused({ outcome }: { outcome: MyOutcome }) {
  const { reason } = outcome;
  return (
    <li className={styles.refused}>
      <p className={styles.mark}>{t("rota.notMet")}</p>
      <p>{outcome.text}</p>
      {reason?.nearest && (
        <p className={styles.near}>
          {reason.nearest.text} <span>{t("rota.askNow")}</span>
        </p>
      )}
      {reason?.waive && (
        <p>
          {reason.waive.text} <a href={`/waivers#waiver-${reason.waive.key}`}>{t("waivers.link")}</a>
        </p>
      )}
      {!reason && outcome.reasons.length > told && (
        <details className={styles.all}>
          <summary>{t("rota.allReasons", { count: outcome.reasons.length })}</summary>
          <ul className={styles.reasons}>
            {outcome.reasons.map((r) => (
              <li key={r.text}>{r.text}</li>
            ))}
          </ul>
        </details>
      )}
      <p className={styles.scope}>{reason?.sure ?? (outcome.decided ? t("rota.scope") : t("rota.undecided"))}</p>
    </li>
  );
}

function Met({ outcome, shifts }: { outcome: MyOutcome; shifts: readonly Shift[] }) {
  return (
    <li className={styles.met}>
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        <path d="M4 9.5l3.2 3L14 5.5" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      </svg>
      <span className="visually-hidden">{t("rota.met")}: </span>
      {whole(outcome, shifts)}
      {outcome.preference.plan &&
        outcome.fate !== "not_needed" &&
        ` · ${t(`rota.plan.${outcome.fate === "not_met" ? "part" : "whole"}`, { plan: outcome.preference.plan })}`}
    </li>
  );
}
