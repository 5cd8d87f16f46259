import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { SwapOptions } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import type { Day } from "../../lib/day.ts";
import { Button } from "../../ui/button.tsx";
import { Banner, Loaded } from "../../ui/state.tsx";
import { sentence } from "../../ui/summary.tsx";
import { Card, Effects } from "./card.tsx";
import { swapOptions, type useSwaps } from "./data.ts";
import styles from "./swap-page.module.css";

/** few is how many options are shown before one asks for all: more than fit a phone help nobody. */
const few = 6;

/** Options is what could become of one's own duty: swaps that are legal for both, or giving it away. */
export function Options({ day, act }: { day: Day; act: ReturnType<typeof useSwaps> }) {
  const query = useQuery(swapOptions(day));
  return (
    <div className={styles.part}>
      <Link to="/swap" search={{}} className={styles.link ?? ""}>
        {t("swap.close")}
      </Link>
      {act.ask.error && <Banner tone="bad">{sentence(act.ask.error)}</Banner>}
      <Loaded query={query} rows={4} height={96}>
        {(options) => <Found options={options} act={act} />}
      </Loaded>
    </div>
  );
}

function Found({ options, act }: { options: SwapOptions; act: ReturnType<typeof useSwaps> }) {
  const [all, setAll] = useState(false);
  const shown = all ? options.options : options.options.slice(0, few);
  return (
    <>
      <section className={styles.sum} aria-labelledby="duty">
        <h2 id="duty">{t("swap.duty")}</h2>
        <p>{options.title}</p>
      </section>
      {options.live ? (
        <section className={styles.part} aria-labelledby="live">
          <h2 id="live">{t("swap.live")}</h2>
          <ul className={styles.list}>
            <Card swap={options.live} act={act} />
          </ul>
        </section>
      ) : (
        <>
          <section className={styles.part} aria-labelledby="options">
            <h2 id="options">{t("swap.options")}</h2>
            <p className={styles.quiet}>{options.options.length > 0 ? t("swap.optionsLead") : t("swap.optionsNone")}</p>
            <ul className={styles.list}>
              {shown.map((o) => (
                <li key={o.partner_id + o.day} className={styles.card}>
                  <h3>{o.title}</h3>
                  <Effects lines={o.effects} />
                  <div className={styles.actions}>
                    <Button
                      onPress={() => act.ask.mutate({ from: options, option: o })}
                      busy={act.ask.isPending}
                      aria-label={`${t("swap.ask", { name: o.partner_name })}: ${o.title}`}
                    >
                      {t("swap.ask", { name: o.partner_name })}
                    </Button>
                  </div>
                </li>
              ))}
            </ul>
            {shown.length < options.options.length && (
              <Button onPress={() => setAll(true)}>{t("swap.all", { count: options.options.length })}</Button>
            )}
          </section>
          <section className={styles.part} aria-labelledby="give">
            <h2 id="give">{t("swap.give")}</h2>
            <p>{options.give_away}</p>
            {options.takers > 0 && (
              <div className={styles.actions}>
                <Button onPress={() => act.ask.mutate({ from: options })} busy={act.ask.isPending}>
                  {t("swap.giveGo")}
                </Button>
              </div>
            )}
          </section>
        </>
      )}
    </>
  );
}
