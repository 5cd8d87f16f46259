import { Fragment, memo, useMemo } from "react";
import type { Demand, ID, Shift, Skill } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { type Day, isWeekend, longDay } from "../../lib/day.ts";
import { ShiftChip } from "../../ui/shift-chip.tsx";
import type { BoardData } from "./board.tsx";
import styles from "./cover.module.css";
import grid from "./grid.module.css";
import type { GridState } from "./grid-store.ts";

const rowKey = (shiftId: ID, skillId: ID | undefined) => `${shiftId}/${skillId ?? ""}`;

/** held marks the key of a row for which those count who hold its skill, whatever they work in. */
const held = (key: string) => `${key}/held`;

/**
 * counted counts who is on, by day, shift and skill; under an empty skill everybody on the shift counts.
 * Those who are supernumerary do not count.
 */
export function counted(lines: GridState["lines"], board: Pick<BoardData, "staff" | "extra">): Map<string, number> {
  const count = new Map<string, number>();
  const add = (key: string) => count.set(key, (count.get(key) ?? 0) + 1);
  for (const [staffId, line] of Object.entries(lines)) {
    const extra = board.extra.filter((x) => x.staff_id === staffId);
    const skills = board.staff.find((p) => p.id === staffId)?.skills ?? [];
    for (const [day, cell] of Object.entries(line)) {
      if (!cell.shiftId || extra.some((x) => x.first_day <= day && day <= x.last_day)) continue;
      add(`${day}/${rowKey(cell.shiftId, undefined)}`);
      if (cell.skillId) add(`${day}/${rowKey(cell.shiftId, cell.skillId)}`);
      for (const k of skills) if (k.last_day === undefined || day <= k.last_day) add(held(`${day}/${rowKey(cell.shiftId, k.skill_id)}`));
    }
  }
  return count;
}

/** CoverRow is one line of cover: who is needed on a shift, in a skill or whoever it is, by day. */
export interface CoverRow {
  shift: Shift;
  skill: Skill | undefined;
  demand: ReadonlyMap<Day, Demand>;
}

/** coverRows lists what cover the ward asks for, shift by shift and skill by skill. */
export function coverRows(board: Pick<BoardData, "demand" | "shifts" | "skills">): CoverRow[] {
  const byRow = new Map<string, Map<Day, Demand>>();
  for (const d of board.demand) {
    const key = rowKey(d.shift_id, d.skill_id);
    byRow.set(key, (byRow.get(key) ?? new Map()).set(d.day, d));
  }
  return board.shifts.flatMap((shift) =>
    [undefined, ...board.skills].flatMap((skill) => {
      const demand = byRow.get(rowKey(shift.id, skill?.id));
      return demand ? [{ shift, skill, demand }] : [];
    }),
  );
}

/** Cover stands below the grid and stays in sight: who is on of who is needed, per shift and skill. */
export const Cover = memo(function Cover({ board, lines, days }: { board: BoardData; lines: GridState["lines"]; days: readonly Day[] }) {
  const count = useMemo(() => counted(lines, board), [lines, board]);
  const rows = useMemo(() => coverRows(board), [board]);
  return (
    <tfoot className={styles.cover}>
      {rows.map(({ shift, skill, demand }) => (
        <tr key={rowKey(shift.id, skill?.id)}>
          <th scope="row" className={grid.name}>
            <span className="visually-hidden">{t("manager.grid.cover")} </span>
            <ShiftChip code={shift.code} kind={shift.kind} /> {skill?.code ?? t("manager.grid.anyone")}
          </th>
          <td className={grid.hours} />
          {days.map((day) => {
            const want = demand.get(day);
            if (!want) return <Fragment key={day}>{<td data-weekend={isWeekend(day) ? "" : undefined} className={styles.n} />}</Fragment>;
            const key = `${day}/${rowKey(shift.id, skill?.id)}`;
            const have = count.get(want.held ? held(key) : key) ?? 0;
            const short = Math.max(0, want.min - have);
            const over = want.max >= 0 ? Math.max(0, have - want.max) : 0;
            const label = [
              t("manager.grid.coverCell", { shift: shift.name, skill: skill?.name ?? t("manager.grid.anyone"), day: longDay(day), have, min: want.min }),
              short > 0 && t("manager.grid.short", { count: short }),
              over > 0 && t("manager.grid.over", { count: over }),
            ].filter(Boolean);
            return (
              <td
                key={day}
                className={styles.n}
                data-weekend={isWeekend(day) ? "" : undefined}
                data-short={short > 0 ? "" : undefined}
                data-over={over > 0 ? "" : undefined}
                title={label.join(", ")}
              >
                <span className="visually-hidden">{label.join(", ")}</span>
                <span aria-hidden="true">
                  {want.min > 0 ? `${have}/${want.min}` : have || "\u00b7"}
                </span>
              </td>
            );
          })}
        </tr>
      ))}
    </tfoot>
  );
});
