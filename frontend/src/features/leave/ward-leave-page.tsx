import { useQuery } from "@tanstack/react-query";
import type { Ward } from "../../api/shapes.ts";
import { useNow } from "../../app/clock.ts";
import { can, useMe } from "../../app/session.ts";
import { useTitle } from "../../app/title.ts";
import { t } from "../../i18n/index.ts";
import { dayIn } from "../../lib/time.ts";
import { announce } from "../../ui/announce.tsx";
import { Banner, Loaded } from "../../ui/state.tsx";
import { sentence } from "../../ui/summary.tsx";
import { wardData } from "../ward/data.ts";
import { WardFrame } from "../ward/ward-frame.tsx";
import { Balances } from "./balances.tsx";
import { leaveData, useWardLeave } from "./data.ts";
import { Inbox } from "./inbox.tsx";
import { Rules } from "./rules.tsx";
import styles from "./ward-leave-page.module.css";
import { Weeks } from "./weeks.tsx";

/** WardLeavePage is the leave that waits for the manager, how much of it there is by week, and its limits. */
export function WardLeavePage() {
  useTitle(t("wardLeave.title"));
  return (
    <div className={styles.page}>
      <h1>{t("wardLeave.title")}</h1>
      <WardFrame>{(ward) => <Board key={ward.id} ward={ward} />}</WardFrame>
    </div>
  );
}

function Board({ ward }: { ward: Ward }) {
  const requests = useQuery(leaveData.requests(ward.id));
  const rules = useQuery(leaveData.rules(ward.id));
  const weeks = useQuery(leaveData.weeks(ward.id));
  const balances = useQuery(leaveData.balances(ward.id));
  const skills = useQuery(wardData.skills());
  const act = useWardLeave(ward, (what) => announce(t(`wardLeave.${what}`)));
  const today = dayIn(useNow(600), ward.time_zone);
  const editable = can(useMe(), "write_ward", ward.id);
  return (
    <>
      {act.decide.error && <Banner tone="bad">{sentence(act.decide.error)}</Banner>}
      <div className={styles.columns}>
        <div className={styles.part}>
          <Loaded query={requests} rows={2} height={140}>
            {(all) => <Inbox requests={all} skills={skills.data ?? []} act={act} editable={editable} />}
          </Loaded>
          <Loaded query={weeks} rows={1} height={320}>
            {(share) => <Weeks share={share} />}
          </Loaded>
        </div>
        <div className={styles.part}>
          <Loaded query={rules} rows={1} height={240}>
            {(now) => <Rules key={now.version} rules={now} today={today} skills={skills.data ?? []} act={act} editable={editable} />}
          </Loaded>
          <Loaded query={balances} rows={4} height={48}>
            {(people) => <Balances people={people} act={act} editable={editable} />}
          </Loaded>
        </div>
      </div>
    </>
  );
}
