import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Candidate, Gap, Ward } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { Empty, Loaded } from "../../ui/state.tsx";
import { Effects } from "../swap/card.tsx";
import { gapData, type useGaps } from "./data.ts";
import styles from "./gaps-page.module.css";

/** FreeShift is a shift that nobody works, who could fill it, and the offers that are out. */
export function FreeShift({ ward, gap, act }: { ward: Ward; gap: Gap; act: ReturnType<typeof useGaps> }) {
  const [open, setOpen] = useState(false);
  return (
    <li className={styles.card}>
      <h3>{gap.title}</h3>
      {gap.offers.map((o) => (
        <div key={o.id} className={styles.offer}>
          <p>
            {o.title} {o.status}
          </p>
          <Button small onPress={() => act.withdraw.mutate(o)} busy={act.withdraw.isPending} aria-label={`${t("gaps.back")}: ${o.title}`}>
            {t("gaps.back")}
          </Button>
        </div>
      ))}
      <div className={styles.actions}>
        <Button onPress={() => setOpen(!open)} aria-expanded={open} aria-label={`${open ? t("gaps.hide") : t("gaps.who")} ${gap.title}`}>
          {open ? t("gaps.hide") : t("gaps.who")}
        </Button>
      </div>
      {open && <Candidates ward={ward} gap={gap} act={act} />}
      {open && <Loans ward={ward} gap={gap} act={act} />}
    </li>
  );
}

function Candidates({ ward, gap, act }: { ward: Ward; gap: Gap; act: ReturnType<typeof useGaps> }) {
  const query = useQuery(gapData.candidates(ward.id, gap));
  const mayOffer = gap.offers.length < gap.missing;
  return (
    <Loaded query={query} rows={3} height={96}>
      {(all) => {
        const can = all.filter((c) => c.legal);
        const cannot = all.filter((c) => !c.legal);
        return (
          <>
            {can.length === 0 && <Empty>{t("gaps.nobody")}</Empty>}
            <ol className={styles.list}>
              {can.map((c) => (
                <Can key={c.staff_id} who={c} gap={gap} act={act} mayOffer={mayOffer} />
              ))}
            </ol>
            {cannot.length > 0 && (
              <details>
                <summary className={styles.more}>{t("gaps.cannot", { count: cannot.length })}</summary>
                <ul className={styles.list}>
                  {cannot.map((c) => (
                    <li key={c.staff_id}>
                      <strong>{c.name}</strong>: {c.stands.join(" ")}
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

/** Loans are the people of the division's other wards who could fill a gap. They are looked up when they are asked for. */
function Loans({ ward, gap, act }: { ward: Ward; gap: Gap; act: ReturnType<typeof useGaps> }) {
  const [open, setOpen] = useState(false);
  const query = useQuery({ ...gapData.loans(ward.id, gap), enabled: open });
  return (
    <div className={styles.loans}>
      <Button onPress={() => setOpen(!open)} aria-expanded={open} aria-label={`${t("gaps.others")}: ${gap.title}`}>
        {t("gaps.others")}
      </Button>
      {open && (
        <Loaded query={query} rows={2} height={96}>
          {(all) => (
            <>
              <p className={styles.quiet}>{t("gaps.othersLead")}</p>
              {all.length === 0 && <Empty>{t("gaps.othersNone")}</Empty>}
              <ol className={styles.list}>
                {all.map((c) => (
                  <Can key={c.staff_id} who={c} gap={gap} act={act} mayOffer={gap.offers.length < gap.missing} />
                ))}
              </ol>
            </>
          )}
        </Loaded>
      )}
    </div>
  );
}

function Can({ who, gap, act, mayOffer }: { who: Candidate; gap: Gap; act: ReturnType<typeof useGaps>; mayOffer: boolean }) {
  return (
    <li className={styles.taker}>
      <h4>
        {who.place}. {who.ward && !who.name.includes(who.ward) ? t("gaps.guest", { name: who.name, ward: who.ward }) : who.name}
      </h4>
      <p className={styles.quiet}>{who.because}</p>
      <Effects lines={[...who.effects, ...who.shown]} />
      {mayOffer && !who.reply && (
        <Button onPress={() => act.offer.mutate({ gap, who })} busy={act.offer.isPending}>
          {t("gaps.offer", { name: who.name })}
        </Button>
      )}
    </li>
  );
}
