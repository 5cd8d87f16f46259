import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, body } from "../../api/client.ts";
import { ifMatch, once } from "../../api/http.ts";
import type { Stint } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import type { Day } from "../../lib/day.ts";
import { duration } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { Loaded } from "../../ui/state.tsx";
import { ErrorSummary } from "../../ui/summary.tsx";
import { stintData, whenOf } from "./data.ts";
import { StintDialog } from "./stint-dialog.tsx";
import styles from "./stints.module.css";

/** MyStints is the own work beside the rota; a nurse enters bank shifts and other jobs here. */
export function MyStints({ today, zone }: { today: Day; zone: string }) {
  const client = useQueryClient();
  const query = useQuery(stintData.mine(today));
  const [adding, setAdding] = useState(false);
  const remove = useMutation({
    mutationFn: (s: Stint) => api.DELETE("/me/stints/{id}", { params: { path: { id: s.id }, header: ifMatch(s.version) } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["mine"] }),
  });
  return (
    <section aria-labelledby="stints" className={styles.mine}>
      <h2 id="stints">{t("stints.title")}</h2>
      <p className={styles.quiet}>{t("stints.lead")}</p>
      <ErrorSummary error={remove.error} form="stint" />
      <Loaded query={query} rows={1} height={48}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t("stints.none")}</p>
          ) : (
            <ul className={styles.list}>
              {items.map((s) => (
                <li key={s.id}>
                  <span>
                    <strong>{t(`stints.${s.source}`)}</strong> {whenOf(s, zone)}
                    <small>{t("stints.worked", { time: duration(s.paid_minutes) })}</small>
                    {!s.may_remove && <small>{t("stints.byManager")}</small>}
                  </span>
                  {s.may_remove && (
                    <Button
                      small
                      weight="quiet"
                      onPress={() => remove.mutate(s)}
                      aria-label={t("stints.remove", { what: t(`stints.${s.source}`), when: whenOf(s, zone) })}
                    >
                      {t("shell.form.remove")}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <Button onPress={() => setAdding(true)}>{t("stints.add")}</Button>
      {adding && (
        <StintDialog
          title={t("stints.addTitle")}
          sources={["bank", "other_job"]}
          zone={zone}
          today={today}
          send={(work) => body<Stint>(api.POST("/me/stints", { params: { header: once }, body: work }))}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  );
}
