import { useQuery } from "@tanstack/react-query";
import type { Ward } from "../../api/shapes.ts";
import { useTitle } from "../../app/title.ts";
import { t } from "../../i18n/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Banner, Empty, Loaded } from "../../ui/state.tsx";
import { sentence } from "../../ui/summary.tsx";
import { WardFrame } from "../ward/ward-frame.tsx";
import { gapData, useGaps } from "./data.ts";
import { FreeShift } from "./free-shift.tsx";
import styles from "./gaps-page.module.css";
import { Swap } from "./swap.tsx";

/** GapsPage is what waits for the manager after publication: swaps to decide, and shifts that nobody works. */
export function GapsPage() {
  useTitle(t("gaps.title"));
  return (
    <div className={styles.page}>
      <h1>{t("gaps.title")}</h1>
      <WardFrame>{(ward) => <Board key={ward.id} ward={ward} />}</WardFrame>
    </div>
  );
}

function Board({ ward }: { ward: Ward }) {
  const swaps = useQuery(gapData.swaps(ward.id));
  const gaps = useQuery(gapData.gaps(ward.id));
  const act = useGaps(ward, (what, made) => {
    if (what === "saved") announce(t("gaps.saved"));
    else if (what === "offered") announce(made?.status ?? "");
    else if (made?.state === "approved") announce(t("gaps.approved"));
    else announce(made?.state === "refused" ? t("gaps.refused") : t("gaps.notDone"));
  });
  const error = act.decide.error ?? act.offer.error ?? act.withdraw.error ?? act.automatic.error;
  return (
    <>
      {error && <Banner tone="bad">{sentence(error)}</Banner>}
      <div className={styles.columns}>
        <section className={styles.part} aria-labelledby="swaps">
          <h2 id="swaps">{t("gaps.swaps")}</h2>
          <Loaded query={swaps} rows={2} height={120}>
            {(all) => {
              const list = all.filter((s) => s.kind !== "gap");
              const accepted = list.filter((s) => s.state === "accepted");
              const offered = list.filter((s) => s.state === "offered");
              const over = list.filter((s) => s.state !== "accepted" && s.state !== "offered");
              return (
                <>
                  {accepted.length === 0 ? <Empty>{t("gaps.swapsNone")}</Empty> : <ul className={styles.list}>{accepted.map((s) => <Swap key={s.id} swap={s} act={act} />)}</ul>}
                  {offered.length > 0 && (
                    <>
                      <h3>{t("gaps.waiting")}</h3>
                      <ul className={styles.list}>{offered.map((s) => <Swap key={s.id} swap={s} act={act} />)}</ul>
                    </>
                  )}
                  {over.length > 0 && (
                    <details>
                      <summary className={styles.more}>{t("gaps.past")}</summary>
                      <ul className={styles.list}>{over.map((s) => <Swap key={s.id} swap={s} act={act} />)}</ul>
                    </details>
                  )}
                </>
              );
            }}
          </Loaded>
          <label className={styles.check}>
            <input type="checkbox" checked={ward.swaps_automatic} disabled={act.automatic.isPending} onChange={(e) => act.automatic.mutate(e.currentTarget.checked)} />
            <span>
              {t("gaps.automatic")}
              <span className={styles.quiet}>{t("gaps.automaticHelp")}</span>
            </span>
          </label>
        </section>
        <section className={styles.part} aria-labelledby="gaps">
          <h2 id="gaps">{t("gaps.gaps")}</h2>
          <Loaded query={gaps} rows={3} height={72}>
            {(all) =>
              all.length === 0 ? (
                <Empty>{t("gaps.gapsNone")}</Empty>
              ) : (
                <ul className={styles.list}>
                  {all.map((g) => (
                    <FreeShift key={g.day + g.shift_id + (g.skill_id ?? "")} ward={ward} gap={g} act={act} />
                  ))}
                </ul>
              )
            }
          </Loaded>
        </section>
      </div>
    </>
  );
}
