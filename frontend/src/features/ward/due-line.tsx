import { useNow } from "../../app/clock.ts";
import type { Period, Ward } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { span } from "../../lib/day.ts";
import { countdown, momentIn } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { nextDue } from "./due.ts";
import styles from "./due-line.module.css";

/** DueLine says what falls due next on the ward, and leads to the period where it does. */
export function DueLine({ ward, periods, period, choose }: { ward: Ward; periods: readonly Period[]; period: Period; choose: (id: string) => void }) {
  const now = useNow(30);
  const due = nextDue(periods);
  if (!due) return <p className={styles.line}>{t("manager.due.nothing")}</p>;
  const left = countdown(due.at, now);
  const moment = momentIn(due.at, ward.time_zone);
  return (
    <div className={styles.line} data-late={left === null ? "" : undefined}>
      <p>
        {t(`manager.due.${due.step}`, { span: span(due.period.first_day, due.period.last_day), moment })}{" "}
        <strong>{left === null ? t("manager.due.late") : t("manager.due.left", { left })}</strong>
      </p>
      {due.period.id !== period.id && (
        <Button small onPress={() => choose(due.period.id)}>
          {t("manager.due.show")}
        </Button>
      )}
    </div>
  );
}
