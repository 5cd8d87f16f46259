import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTitle } from "../../app/title.ts";
import { serverNow } from "../../api/http.ts";
import type { Period, Ward } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { momentIn } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { Empty, Failed, Loaded } from "../../ui/state.tsx";
import { ErrorSummary } from "../../ui/summary.tsx";
import { wardData } from "../ward/data.ts";
import { biddingPeriod } from "../ward/due.ts";
import { PeriodChoice, usePeriod, Waiting, WardFrame } from "../ward/ward-frame.tsx";
import styles from "./bidding-page.module.css";
import { ContestedTable } from "../whatif/contested.tsx";
import { whatIf } from "../whatif/data.ts";
import { Counts } from "./counts.tsx";
import { DemandGrid } from "./demand-grid.tsx";
import { closeNow, openNow } from "./opening.ts";
import { PeriodDialog } from "./period-dialog.tsx";

/** BiddingPage is a period before its rota: its dates, how many ask for what day, and the cover wanted. */
export function BiddingPage() {
  useTitle(t("manager.bidding.title"));
  return <WardFrame>{(ward) => <WardBidding key={ward.id} ward={ward} />}</WardFrame>;
}

function WardBidding({ ward }: { ward: Ward }) {
  const { query, periods, period, choose } = usePeriod(ward, biddingPeriod);
  const [planning, setPlanning] = useState(false);
  if (query.error && !query.data) return <Failed error={query.error} again={() => void query.refetch()} />;
  if (query.isPending) return <Waiting />;
  return (
    <>
      <div className={styles.head}>
        <h1 className="visually-hidden">{t("manager.bidding.title")}</h1>
        {period && <PeriodChoice ward={ward} periods={periods} period={period} choose={choose} />}
        <div className={styles.actions}>
          {period && <Window period={period} />}
          <Button onPress={() => setPlanning(true)}>{t("manager.bidding.plan")}</Button>
        </div>
      </div>
      {period ? <PeriodBidding key={period.id} ward={ward} period={period} /> : <Empty>{t("manager.noPeriod")}</Empty>}
      {planning && (
        <PeriodDialog
          ward={ward}
          after={periods.at(-1)}
          onClose={() => setPlanning(false)}
          onDone={(p) => {
            setPlanning(false);
            choose(p.id);
          }}
        />
      )}
    </>
  );
}

/** Window opens or closes bidding by hand; closing asks once more, for it cannot be undone. */
function Window({ period }: { period: Period }) {
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const move = useMutation({
    mutationFn: (to: "open" | "close") => (to === "open" ? openNow(period, serverNow()) : closeNow(period)),
    onSuccess: () => setSure(false),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ["ward"] }), client.invalidateQueries({ queryKey: ["period", period.id] })]),
  });
  return (
    <>
      {period.state === "planned" && (
        <Button weight="strong" onPress={() => move.mutate("open")} busy={move.isPending}>
          {t("manager.bidding.open")}
        </Button>
      )}
      {period.state === "open" && <Button onPress={() => setSure(true)}>{t("manager.bidding.close")}</Button>}
      {!sure && <ErrorSummary error={move.error} form="window" />}
      <Dialog open={sure} onClose={() => setSure(false)} title={t("manager.bidding.closeTitle")}>
        <p>{t("manager.bidding.closeLead")}</p>
        <ErrorSummary error={move.error} form="window" />
        <Actions>
          <Button onPress={() => setSure(false)}>{t("shell.form.cancel")}</Button>
          <Button weight="strong" onPress={() => move.mutate("close")} busy={move.isPending}>
            {t("manager.bidding.close")}
          </Button>
        </Actions>
      </Dialog>
    </>
  );
}

function PeriodBidding({ ward, period }: { ward: Ward; period: Period }) {
  const [changing, setChanging] = useState(false);
  const contested = useQuery(whatIf.contested(period.id));
  const counts = useQuery(wardData.counts(period.id));
  const dates = [
    // Once it is open, when it was to open no longer matters: somebody may have opened it early.
    ...(period.state === "planned" ? [[t("manager.bidding.opensAt"), period.bidding_opens_at] as const] : []),
    [t("manager.bidding.closesAt"), period.bidding_closes_at],
    [t("manager.bidding.approvalAt"), period.approval_due_at],
    [t("manager.bidding.publicationAt"), period.publication_due_at],
  ] as const;
  return (
    <>
      <section className={styles.dates} aria-label={t("manager.bidding.dates")}>
        <dl>
          <div>
            <dt>{t("manager.bidding.state")}</dt>
            <dd>{t(`manager.periodState.${period.state}`)}</dd>
          </div>
          {dates.map(([label, at]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{momentIn(at, ward.time_zone)}</dd>
            </div>
          ))}
        </dl>
        {(period.state === "planned" || period.state === "open") && (
          <Button small onPress={() => setChanging(true)}>
            {t("manager.bidding.change")}
          </Button>
        )}
      </section>
      <section className={styles.section} aria-labelledby="counts">
        <h2 id="counts">{t("manager.bidding.counts")}</h2>
        <p className={styles.quiet}>{t("manager.bidding.countsHelp")}</p>
        <Loaded query={counts} rows={1} height={180}>
          {(list) => <Counts counts={list} firstDay={period.first_day} lastDay={period.last_day} />}
        </Loaded>
        {period.state === "open" && contested.data && (
          <>
            <p className={styles.quiet}>{t("whatif.contested.manager")}</p>
            <ContestedTable picture={contested.data} firstDay={period.first_day} lastDay={period.last_day} />
          </>
        )}
      </section>
      <DemandGrid ward={ward} period={period} />
      {changing && (
        <PeriodDialog ward={ward} period={period} onClose={() => setChanging(false)} onDone={() => setChanging(false)} />
      )}
    </>
  );
}
