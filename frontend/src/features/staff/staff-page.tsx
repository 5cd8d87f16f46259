import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNow } from "../../app/clock.ts";
import { can, useMe } from "../../app/session.ts";
import { useTitle } from "../../app/title.ts";
import { api } from "../../api/client.ts";
import { ifMatch } from "../../api/http.ts";
import type { Availability, Contract, Leave, Shift, Skill, Staff, Ward, Worker } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { addDays, type Day, dayMonthYear, span } from "../../lib/day.ts";
import { dayIn, duration } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Empty, Loaded } from "../../ui/state.tsx";
import { ErrorSummary } from "../../ui/summary.tsx";
import { workers } from "../limits/data.ts";
import { LimitsDialog } from "../limits/limits-dialog.tsx";
import { Breaks, Register } from "../limits/register.tsx";
import { stintData } from "../stints/data.ts";
import { WardStints } from "../stints/ward-stints.tsx";
import { waiverData } from "../waivers/data.ts";
import { WaiverChips } from "../waivers/waiver-chips.tsx";
import { wardData } from "../ward/data.ts";
import { WardFrame } from "../ward/ward-frame.tsx";
import { AgreedDialog } from "../agreed/agreed-dialog.tsx";
import { agreedData } from "../agreed/data.ts";
import { current, heldWords } from "../agreed/pattern.ts";
import { AwayDialog } from "./away-dialog.tsx";
import styles from "./staff-page.module.css";
import { WorkingTogether } from "./together.tsx";

/** How far ahead days away are shown. */
const ahead = 180;

/** StaffPage is who works on the ward, with what skills and contract, and when they are away. */
export function StaffPage() {
  useTitle(t("manager.staff.title"));
  return <WardFrame>{(ward) => <WardStaff key={ward.id} ward={ward} />}</WardFrame>;
}

function WardStaff({ ward }: { ward: Ward }) {
  const who = useMe();
  const today = dayIn(useNow(600), ward.time_zone);
  const to = addDays(today, ahead);
  const staff = useQuery(wardData.staff(ward.id));
  const skills = useQuery(wardData.skills());
  const contracts = useQuery(wardData.contracts(ward.id));
  const shifts = useQuery(wardData.shifts(ward.id));
  const leave = useQuery(wardData.leave(ward.id, today, to));
  const availability = useQuery(wardData.availability(ward.id, today, to));
  const stints = useQuery(stintData.ward(ward.id, today));
  const [find, setFind] = useState("");
  const patterns = useQuery(agreedData.ward(ward.id));
  const laws = useQuery(workers(ward.id));
  const waivers = useQuery(waiverData.ward(ward.id));
  const [away, setAway] = useState<Staff>();
  const [agreeing, setAgreeing] = useState<Staff>();
  const [limits, setLimits] = useState<Worker>();
  const editable = can(who, "write_ward", ward.id);
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>{t("manager.staff.title")}</h1>
        {staff.data && <span>{t("manager.staff.count", { count: staff.data.length })}</span>}
        <div className={styles.find}>
          <Field label={t("manager.staff.find")} type="search" value={find} onChange={(e) => setFind(e.target.value)} />
        </div>
      </div>
      <Loaded query={staff} rows={8} height={52}>
        {(all) => {
          const text = find.trim().toLowerCase();
          const shown = all.filter((p) => p.name.toLowerCase().includes(text) || p.number.toLowerCase().includes(text));
          if (all.length === 0) return <Empty>{t("manager.staff.none")}</Empty>;
          if (shown.length === 0) return <Empty>{t("manager.staff.nobody")}</Empty>;
          return (
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t("manager.staff.name")}</th>
                  <th scope="col">{t("manager.staff.number")}</th>
                  <th scope="col">{t("manager.staff.skills")}</th>
                  <th scope="col">{t("manager.staff.contract")}</th>
                  <th scope="col">{t("limits.staff.column")}</th>
                  <th scope="col">{t("manager.staff.away")}</th>
                  <th scope="col">{t("agreed.column")}</th>
                  <th scope="col">{t("stints.title")}</th>
                  {editable && (
                    <th scope="col">
                      <span className="visually-hidden">{t("manager.staff.add")}</span>
                    </th>
                  )}
                </tr>
              </thead>
              <tbody>
                {shown.map((p) => (
                  <tr key={p.id}>
                    <th scope="row">{p.name}</th>
                    <td data-label={t("manager.staff.number")}>{p.number}</td>
                    <td data-label={t("manager.staff.skills")}>
                      <Skills person={p} skills={skills.data ?? []} today={today} />
                    </td>
                    <td data-label={t("manager.staff.contract")}>{contractWords(contracts.data?.find((c) => c.id === p.contract_id))}</td>
                    <td data-label={t("limits.staff.column")}>
                      <Limits worker={laws.data?.items.find((w) => w.staff_id === p.id)} />
                      <WaiverChips waivers={(waivers.data?.items ?? []).filter((w) => w.staff_id === p.id)} />
                    </td>
                    <td data-label={t("manager.staff.away")}>
                      <Away
                        ward={ward}
                        person={p}
                        editable={editable}
                        leave={(leave.data ?? []).filter((l) => l.staff_id === p.id)}
                        availability={(availability.data ?? []).filter((a) => a.staff_id === p.id)}
                        shifts={shifts.data ?? []}
                      />
                    </td>
                    <td data-label={t("agreed.column")}>
                      {current((patterns.data ?? []).filter((x) => x.staff_id === p.id), today).map((x) => (
                        <p key={x.id}>{heldWords(x)}</p>
                      ))}
                      <Button small weight="quiet" onPress={() => setAgreeing(p)} aria-label={`${t("agreed.button")}: ${p.name}`}>
                        {t((patterns.data ?? []).some((x) => x.staff_id === p.id) ? "agreed.look" : "agreed.enter")}
                      </Button>
                    </td>
                    <td data-label={t("stints.title")}>
                      <WardStints
                        ward={ward}
                        person={p}
                        today={today}
                        editable={editable}
                        stints={(stints.data ?? []).filter((s) => s.staff_id === p.id)}
                      />
                    </td>
                    {editable && (
                      <td>
                        <div className={styles.buttons}>
                          <Button small onPress={() => setAway(p)} aria-label={`${t("manager.staff.add")}: ${p.name}`}>
                            {t("manager.staff.add")}
                          </Button>
                          <Button
                            small
                            isDisabled={!laws.data}
                            onPress={() => setLimits(laws.data?.items.find((w) => w.staff_id === p.id))}
                            aria-label={t("limits.staff.editFor", { name: p.name })}
                          >
                            {t("limits.staff.edit")}
                          </Button>
                        </div>
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          );
        }}
      </Loaded>
      {agreeing && (
        <AgreedDialog
          ward={ward}
          person={agreeing}
          patterns={(patterns.data ?? []).filter((x) => x.staff_id === agreeing.id)}
          shifts={shifts.data ?? []}
          today={today}
          editable={editable}
          onClose={() => setAgreeing(undefined)}
        />
      )}
      {staff.data && staff.data.length > 1 && <WorkingTogether ward={ward} staff={staff.data} today={today} editable={editable} />}
      <Register wardId={ward.id} />
      <Breaks wardId={ward.id} shifts={shifts.data ?? []} editable={editable} />
      {limits && <LimitsDialog wardId={ward.id} worker={limits} today={today} onClose={() => setLimits(undefined)} />}
      {away && <AwayDialog ward={ward} person={away} shifts={shifts.data ?? []} today={today} onClose={() => setAway(undefined)} />}
    </div>
  );
}

/** Limits says what working-time law says of a person; nothing for most. */
function Limits({ worker }: { worker: Worker | undefined }) {
  if (!worker || (worker.texts.length === 0 && !worker.suggestion)) return null;
  return (
    <ul>
      {worker.texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
      {worker.suggestion && <li>{worker.suggestion}</li>}
    </ul>
  );
}

/** contractWords names a contract, with its hours unless the name tells them. */
function contractWords(c: Contract | undefined): string {
  if (!c) return "";
  return c.weekly_minutes > 0 && !/\d/.test(c.name) ? `${c.name}, ${duration(c.weekly_minutes)}` : c.name;
}

function Skills({ person, skills, today }: { person: Staff; skills: readonly Skill[]; today: Day }) {
  return (
    <ul className={styles.skills}>
      {person.skills.map((s) => {
        const skill = skills.find((k) => k.id === s.skill_id);
        const over = s.last_day !== undefined && s.last_day < today;
        return (
          <li key={s.skill_id} data-over={over ? "" : undefined} title={skill?.name}>
            {skill?.code}
            {s.last_day && <small> {t(over ? "manager.staff.expired" : "manager.staff.until", { day: dayMonthYear(s.last_day) })}</small>}
          </li>
        );
      })}
    </ul>
  );
}

function Away({
  ward,
  person,
  leave,
  availability,
  shifts,
  editable,
}: {
  ward: Ward;
  person: Staff;
  leave: readonly Leave[];
  availability: readonly Availability[];
  shifts: readonly Shift[];
  editable: boolean;
}) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (x: { kind: "leave" | "availability"; id: string; version: number }) => {
      const init = { params: { path: { id: x.id }, header: ifMatch(x.version) } };
      return x.kind === "leave" ? api.DELETE("/leave/{id}", init) : api.DELETE("/availability/{id}", init);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["ward", ward.id] }),
  });
  const rows = [
    ...leave.map((l) => ({ ...l, kind: "leave" as const, words: t("manager.staff.leave") })),
    ...availability.map((a) => {
      const shift = shifts.find((s) => s.id === a.shift_id);
      return {
        ...a,
        kind: "availability" as const,
        words: shift ? t("manager.staff.cannotShift", { shift: shift.name }) : t("manager.staff.cannot"),
      };
    }),
  ].toSorted((a, b) => (a.first_day < b.first_day ? -1 : 1));
  return (
    <>
      <ErrorSummary error={remove.error} form={`away-${person.id}`} />
      <ul className={styles.away}>
        {rows.map((r) => {
          const days = r.first_day === r.last_day ? dayMonthYear(r.first_day) : span(r.first_day, r.last_day);
          return (
            <li key={r.id}>
              <span>
                {r.words} {days}
              </span>
              {editable && (
                <Button
                  small
                  weight="quiet"
                  onPress={() => remove.mutate(r)}
                  aria-label={t("manager.staff.remove", { what: r.words, span: days, name: person.name })}
                >
                  {t("shell.form.remove")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
