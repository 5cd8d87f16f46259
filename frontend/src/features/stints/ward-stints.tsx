import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, body } from "../../api/client.ts";
import { ifMatch, once } from "../../api/http.ts";
import type { Staff, Stint, Ward } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import type { Day } from "../../lib/day.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorSummary } from "../../ui/summary.tsx";
import { whenOf } from "./data.ts";
import { StintDialog } from "./stint-dialog.tsx";
import styles from "./stints.module.css";

/** WardStints is one person's work beside the rota, for the manager. */
export function WardStints({
  ward,
  person,
  stints,
  today,
  editable,
}: {
  ward: Ward;
  person: Staff;
  stints: readonly Stint[];
  today: Day;
  editable: boolean;
}) {
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const remove = useMutation({
    mutationFn: (s: Stint) => api.DELETE("/stints/{id}", { params: { path: { id: s.id }, header: ifMatch(s.version) } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["ward", ward.id] }),
  });
  const zone = ward.time_zone;
  return (
    <>
      <ErrorSummary error={remove.error} form={`stint-${person.id}`} />
      <ul className={styles.cell}>
        {stints.map((s) => (
          <li key={s.id}>
            <span>
              {t(`stints.${s.source}`)} {whenOf(s, zone)}
            </span>
            {s.may_remove && (
              <Button
                small
                weight="quiet"
                onPress={() => remove.mutate(s)}
                aria-label={t("stints.removeOf", { what: t(`stints.${s.source}`), when: whenOf(s, zone), name: person.name })}
              >
                {t("shell.form.remove")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {editable && (
        <Button small onPress={() => setAdding(true)} aria-label={t("stints.addFor", { name: person.name })}>
          {t("stints.add")}
        </Button>
      )}
      {adding && (
        <StintDialog
          title={t("stints.addFor", { name: person.name })}
          sources={["bank", "agency", "other_job", "own"]}
          zone={zone}
          today={today}
          send={(work) =>
            body<Stint>(
              api.POST("/wards/{ward_id}/stints", {
                params: { path: { ward_id: ward.id }, header: once },
                body: { ...work, staff_id: person.id },
              }),
            )
          }
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}
