import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useNow } from "../../app/clock.ts";
import { useMe, zoneOf } from "../../app/session.ts";
import { useTitle } from "../../app/title.ts";
import { t } from "../../i18n/index.ts";
import { dayIn } from "../../lib/time.ts";
import { Empty, Loaded } from "../../ui/state.tsx";
import { Broken } from "../agreed/broken.tsx";
import { mine } from "../bid/data.ts";
import { MyStints } from "../stints/my-stints.tsx";
import { myRota, nextDuty } from "./data.ts";
import { DutyList } from "./duty-list.tsx";
import { NextDuty } from "./next-duty.tsx";
import { Outcomes } from "./outcomes.tsx";
import styles from "./rota-page.module.css";
import { WeekStrip } from "./week-strip.tsx";

/** RotaPage answers "when do I work next" first, then the week, what was asked, and the rest. */
export function RotaPage() {
  useTitle(t("rota.title"));
  const zone = zoneOf(useMe());
  const now = useNow(30);
  const today = dayIn(now, zone);
  const rota = useQuery(myRota(today));
  const ward = useQuery(mine.ward());
  return (
    <div className={styles.page}>
      <h1 className="visually-hidden">{t("rota.title")}</h1>
      <Loaded query={rota} rows={3} height={120}>
        {({ duties, outcomes, agreed, published_at }) =>
          !published_at && duties.length === 0 ? (
            <Empty>{t("rota.none")}</Empty>
          ) : (
            <>
              <NextDuty duty={nextDuty(duties, now)} now={now} zone={zone} />
              <WeekStrip duties={duties} today={today} />
              <Broken days={agreed} />
              <Outcomes outcomes={outcomes} shifts={ward.data?.shifts ?? []} />
              <Link to="/ledger" className={styles.ledger ?? ""}>
                {t("rota.ledger")}
              </Link>
              <DutyList duties={duties} today={today} published={published_at ?? undefined} zone={zone} />
            </>
          )
        }
      </Loaded>
      <MyStints today={today} zone={zone} />
    </div>
  );
}
