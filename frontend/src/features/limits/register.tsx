import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ID, ShiftView } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { dayMonthYear } from "../../lib/day.ts";
import { Button } from "../../ui/button.tsx";
import { Loaded } from "../../ui/state.tsx";
import { BreakDialog } from "./break-dialog.tsx";
import { optOuts } from "./data.ts";
import styles from "./limits.module.css";

/** Register lists who has agreed to work more than 48 hours a week: of one ward, or of all that the reader may see. */
export function Register({ wardId }: { wardId?: ID }) {
  const query = useQuery(optOuts());
  return (
    <section className={styles.card} aria-labelledby="register">
      <h2 id="register">{t("limits.register.title")}</h2>
      <p className={styles.quiet}>{t("limits.register.lead")}</p>
      <Loaded query={query} rows={1} height={48}>
        {(register) => {
          const lines = register.items.filter((x) => wardId === undefined || x.ward_id === wardId);
          if (lines.length === 0) return <p>{t("limits.register.none")}</p>;
          return (
            <ul className={styles.list}>
              {lines.map((x) => (
                <li key={`${x.staff_id}-${x.from_day}`}>
                  <h3>
                    {x.name} <small>{wardId === undefined ? `${x.number}, ${x.ward_name}` : x.number}</small>
                  </h3>
                  <p>
                    <strong>{t(x.in_force ? "limits.register.inForce" : "limits.register.over")}</strong>{" "}
                    {t(x.until_day ? "limits.register.lineUntil" : "limits.register.line", {
                      signed: dayMonthYear(x.signed_on),
                      from: dayMonthYear(x.from_day),
                      until: x.until_day ? dayMonthYear(x.until_day) : "",
                      days: x.notice_days,
                    })}
                  </p>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </section>
  );
}

/** Breaks shows the longest break of each shift and what the law says of it; who may change the ward enters them. */
export function Breaks({ wardId, shifts, editable }: { wardId: ID; shifts: readonly ShiftView[]; editable: boolean }) {
  const [edited, setEdited] = useState<ShiftView>();
  if (shifts.length === 0) return null;
  return (
    <section className={styles.card} aria-labelledby="breaks">
      <h2 id="breaks">{t("limits.breaks.title")}</h2>
      <p className={styles.quiet}>{t("limits.breaks.lead")}</p>
      <ul className={styles.list}>
        {shifts.map((s) => (
          <li key={s.id}>
            <h3>{s.name}</h3>
            {s.break_minutes !== undefined && <p>{t("limits.breaks.minutes", { minutes: s.break_minutes ?? 0 })}</p>}
            {s.hazard_on && <p>{t("limits.breaks.hazardous", { day: dayMonthYear(s.hazard_on) })}</p>}
            {s.told.map((text) => (
              <p key={text}>{text}</p>
            ))}
            {editable && (
              <div>
                <Button small onPress={() => setEdited(s)} aria-label={t("limits.breaks.editFor", { shift: s.name })}>
                  {t("limits.breaks.edit")}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {edited && <BreakDialog wardId={wardId} shift={edited} onClose={() => setEdited(undefined)} />}
    </section>
  );
}
