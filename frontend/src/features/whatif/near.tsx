import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ID, Shift } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import type { Day } from "../../lib/day.ts";
import { Loaded } from "../../ui/state.tsx";
import { whatIf } from "./data.ts";
import styles from "./near.module.css";

/** How many things in the way are said of one person. */
const few = 3;

/** Near says who was nearest to filling an unfilled duty, and what stood in the way; it asks when it is opened. */
export function Near({
  rosterId,
  version,
  duty,
  shifts,
}: {
  rosterId: ID;
  version: number;
  duty: { day: Day; shift: ID; skill: ID | undefined };
  shifts: readonly Shift[];
}) {
  const [open, setOpen] = useState(false);
  const query = useQuery({ ...whatIf.unfilled(rosterId, version), enabled: open });
  return (
    <details className={styles.near} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{t("whatif.near.title")}</summary>
      {open && (
        <Loaded query={query} rows={1} height={40}>
          {(all) => {
            const found = all.find((u) => u.day === duty.day && u.shift_id === duty.shift && (u.skill_id ?? undefined) === duty.skill);
            if (!found || found.nearest.length === 0) return <p>{t("whatif.near.none")}</p>;
            return (
              <ol>
                {found.nearest.map((n) => {
                  const from = shifts.find((s) => s.id === n.from_shift_id)?.name;
                  const notes = [from && t("whatif.near.from", { shift: from }), n.never && t("whatif.near.never")].filter(Boolean).join(", ");
                  return (
                    <li key={n.staff_id}>
                      <strong>{n.name}</strong>
                      {notes && ` (${notes})`}
                      {n.findings.length === 0 ? (
                        <p>{t("whatif.near.free")}</p>
                      ) : (
                        <ul>
                          {n.findings.slice(0, few).map((f) => (
                            <li key={`${f.rule}/${f.text}`} data-hard={f.level === "hard" ? "" : undefined}>
                              {f.text}
                            </li>
                          ))}
                        </ul>
                      )}
                    </li>
                  );
                })}
              </ol>
            );
          }}
        </Loaded>
      )}
    </details>
  );
}
