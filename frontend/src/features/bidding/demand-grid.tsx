import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { can, useMe } from "../../app/session.ts";
import { api, body } from "../../api/client.ts";
import { ifMatch } from "../../api/http.ts";
import type { Demand, Period, Shift, Skill, Ward } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { type Day, dayNumber, eachDay, isWeekend, longDay, shortMonth, weekdayName } from "../../lib/day.ts";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { Field, fieldId } from "../../ui/field.tsx";
import { ShiftChip } from "../../ui/shift-chip.tsx";
import { Loaded } from "../../ui/state.tsx";
import { ErrorSummary, faultAt } from "../../ui/summary.tsx";
import { wardData } from "../ward/data.ts";
import styles from "./demand-grid.module.css";

interface Row {
  shift: Shift;
  skill: Skill | undefined;
  byDay: Map<Day, Demand>;
}

/** DemandGrid is the cover wanted on each day; a number opens to be changed. */
export function DemandGrid({ ward, period }: { ward: Ward; period: Period }) {
  const who = useMe();
  const demand = useQuery(wardData.demand(period.id));
  const shifts = useQuery(wardData.shifts(ward.id));
  const skills = useQuery(wardData.skills());
  const [chosen, setChosen] = useState<{ row: Row; demand: Demand }>();
  const days = eachDay(period.first_day, period.last_day);
  const editable = can(who, "write_ward", ward.id) && !["approved", "published", "archived"].includes(period.state);
  const rows = (list: readonly Demand[]): Row[] =>
    (shifts.data ?? []).flatMap((shift) =>
      [undefined, ...(skills.data ?? [])].flatMap((skill) => {
        const own = list.filter((d) => d.shift_id === shift.id && (d.skill_id ?? "") === (skill?.id ?? ""));
        return own.length > 0 ? [{ shift, skill, byDay: new Map(own.map((d) => [d.day, d])) }] : [];
      }),
    );
  const words = (row: Row, d: Demand) =>
    t("manager.bidding.demandCell", {
      shift: row.shift.name,
      skill: row.skill?.name ?? t("manager.grid.anyone"),
      day: longDay(d.day),
      min: d.min,
      preferred: d.preferred,
      max: d.max < 0 ? t("manager.bidding.noLimit") : d.max,
    }) + (d.held ? `, ${t("manager.bidding.inCharge")}` : "");
  return (
    <section className={styles.section} aria-labelledby="demand">
      <h2 id="demand">{t("manager.bidding.demand")}</h2>
      <p className={styles.quiet}>{t("manager.bidding.demandHelp")}</p>
      <Loaded query={demand} rows={1} height={220}>
        {(list) =>
          list.length === 0 ? (
            <p className={styles.quiet}>{t("manager.bidding.noDemand")}</p>
          ) : (
            // Wide tables scroll by keys too.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            <div className={styles.scroll} tabIndex={0} role="group" aria-labelledby="demand">
              <table className={styles.grid}>
                <thead>
                  <tr>
                    <td className={styles.name} />
                    {days.map((day, i) => (
                      <th key={day} scope="col" data-weekend={isWeekend(day) ? "" : undefined}>
                        <span className="visually-hidden">{longDay(day)}</span>
                        <span aria-hidden="true">
                          {i === 0 || dayNumber(day) === 1 ? shortMonth(day) : weekdayName(day).slice(0, 2)}
                          <br />
                          {dayNumber(day)}
                        </span>
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows(list).map((row) => (
                    <tr key={row.shift.id + (row.skill?.id ?? "")}>
                      <th scope="row" className={styles.name}>
                        <ShiftChip code={row.shift.code} kind={row.shift.kind} /> {row.skill?.code ?? t("manager.grid.anyone")}
                        {[...row.byDay.values()].every((d) => d.held) && <small> {t("manager.bidding.inCharge")}</small>}
                      </th>
                      {days.map((day) => {
                        const d = row.byDay.get(day);
                        return (
                          <td key={day} data-weekend={isWeekend(day) ? "" : undefined}>
                            {d && (
                              <button
                                type="button"
                                className={styles.cell}
                                disabled={!editable}
                                aria-label={words(row, d)}
                                title={words(row, d)}
                                onClick={() => setChosen({ row, demand: d })}
                              >
                                {d.min}
                                {d.preferred > d.min && <small>/{d.preferred}</small>}
                              </button>
                            )}
                          </td>
                        );
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
      {chosen && <DemandDialog period={period} row={chosen.row} demand={chosen.demand} onClose={() => setChosen(undefined)} />}
    </section>
  );
}

function DemandDialog({ period, row, demand, onClose }: { period: Period; row: Row; demand: Demand; onClose: () => void }) {
  const client = useQueryClient();
  const key = wardData.demand(period.id).queryKey;
  const save = useMutation({
    mutationFn: (people: { min: number; preferred: number; max: number; held?: boolean }) =>
      body(api.PUT("/demand/{demand_id}", { params: { path: { demand_id: demand.id }, header: ifMatch(demand.version) }, body: people })),
    onSuccess: (now) => {
      client.setQueryData<Demand[]>(key, (old) => old?.map((d) => (d.id === now.id ? now : d)));
      onClose();
    },
    onError: () => client.invalidateQueries({ queryKey: key }),
  });
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    const form = new FormData(e.currentTarget);
    const n = (name: string) => Number(form.get(name));
    save.mutate({ min: n("min"), preferred: n("preferred"), max: n("max"), ...(row.skill && { held: form.has("held") }) });
  };
  const field = (name: "min" | "preferred" | "max", help?: string) => (
    <Field
      label={t(`manager.bidding.${name}`)}
      help={help}
      type="number"
      name={name}
      min={name === "max" ? -1 : 0}
      max={500}
      required
      id={fieldId("demand", `/${name}`)}
      defaultValue={demand[name]}
      fault={faultAt(save.error, `/${name}`)}
    />
  );
  return (
    <Dialog open onClose={onClose} title={`${row.shift.name}, ${row.skill?.name ?? t("manager.grid.anyone")}, ${longDay(demand.day)}`}>
      <form onSubmit={submit}>
        <ErrorSummary error={save.error} form="demand" />
        <div className={styles.fields}>
          {field("min")}
          {field("preferred")}
          {field("max", t("manager.bidding.maxHelp"))}
        </div>
        {row.skill && (
          <label className={styles.held}>
            <input type="checkbox" name="held" defaultChecked={demand.held ?? false} />
            {t("manager.bidding.held")}
          </label>
        )}
        <Actions>
          <Button onPress={onClose}>{t("shell.form.cancel")}</Button>
          <Button type="submit" weight="strong" busy={save.isPending}>
            {t("shell.form.save")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
