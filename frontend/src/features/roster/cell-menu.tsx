import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useStore } from "zustand";
import { t } from "../../i18n/index.ts";
import { longDay } from "../../lib/day.ts";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { Choices, Select } from "../../ui/field.tsx";
import { ShiftChip } from "../../ui/shift-chip.tsx";
import { askWords, strengthWords } from "../bid/words.ts";
import type { BoardData } from "./board.tsx";
import styles from "./cell-menu.module.css";
import { rosterData, tryCell, type Cell } from "./data.ts";
import type { Editor } from "./editing.ts";
import { ChangeWords } from "./effect.tsx";
import { cellAt, type GridStore, type Place } from "./grid-store.ts";

/** CellMenu holds every choice for one cell, and says before saving what each would do. */
export function CellMenu({
  store,
  editor,
  board,
  at,
  editable,
  onClose,
}: {
  store: GridStore;
  editor: Editor;
  board: BoardData;
  at: Place;
  editable: boolean;
  onClose: () => void;
}) {
  const view = useStore(store, (s) => s.view);
  const now = cellAt(store.getState(), at);
  const [cell, setCell] = useState<Cell>(now);
  const person = board.staff.find((p) => p.id === at.staffId);
  const asks = useQuery(rosterData.asks(board.period.id));
  const differs = cell.shiftId !== now.shiftId || (cell.skillId ?? "") !== (now.skillId ?? "");
  const preview = useQuery({
    queryKey: ["try", view.roster.id, view.roster.version, at, cell.shiftId, cell.skillId],
    queryFn: () => tryCell(view.roster.id, at.staffId, at.day, cell),
    enabled: editable && differs,
    gcTime: 0,
  });
  const own = (asks.data ?? []).filter((a) => a.staff_id === at.staffId && a.day === at.day);
  const outcome = view.outcomes.find((o) => o.staff_id === at.staffId && o.day === at.day);
  const skills = board.skills.filter((k) => person?.skills.some((s) => s.skill_id === k.id && (!s.last_day || s.last_day >= at.day)));
  const submit = (e: FormEvent) => {
    e.preventDefault();
    editor.set(at, cell);
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={t("manager.menu.title", { name: person?.name ?? "", day: longDay(at.day) })} wide>
      <form onSubmit={submit} className={styles.menu}>
        <div className={styles.column}>
          <Choices
            legend={t("manager.menu.set")}
            name="shift"
            value={cell.shiftId ?? ""}
            onChange={(id) => editable && setCell({ ...cell, shiftId: id || null, skillId: id === now.shiftId ? now.skillId : undefined })}
            column
            options={[
              { value: "", label: t("shell.off") },
              ...board.shifts.map((s) => ({
                value: s.id,
                label: (
                  <>
                    <ShiftChip code={s.code} kind={s.kind} /> {s.name}
                  </>
                ),
              })),
            ]}
          />
          {cell.shiftId && skills.length > 1 && (
            <Select
              label={t("manager.menu.skill")}
              value={cell.skillId ?? ""}
              onChange={(e) => setCell({ ...cell, skillId: e.target.value || undefined })}
            >
              <option value="">{t("manager.menu.anySkill")}</option>
              {skills.map((k) => (
                <option key={k.id} value={k.id}>
                  {k.name}
                </option>
              ))}
            </Select>
          )}
          <label className={styles.pin}>
            <input type="checkbox" checked={cell.fixed} disabled={!editable} onChange={(e) => setCell({ ...cell, fixed: e.target.checked })} />
            {t("manager.menu.pin")}
          </label>
        </div>
        <div className={styles.column}>
          <section>
            <h3>{t("manager.menu.asks")}</h3>
            {own.length === 0 && <p className={styles.quiet}>{t("manager.menu.noAsks")}</p>}
            {own.map((a) => (
              <p key={a.id}>
                {askWords(a, board.shifts)}, {strengthWords(a.strength)}
              </p>
            ))}
            {outcome && <p className={styles.quiet}>{outcome.text}</p>}
          </section>
          {editable && (
            <section aria-live="polite">
              <h3>{t("manager.effect.title")}</h3>
              {differs ? <ChangeWords change={preview.data} /> : <p className={styles.quiet}>{t("manager.menu.preview")}</p>}
            </section>
          )}
        </div>
        <Actions>
          <Button onPress={onClose}>{editable ? t("shell.form.cancel") : t("shell.form.close")}</Button>
          {editable && (
            <Button type="submit" weight="strong">
              {t("manager.menu.save")}
            </Button>
          )}
        </Actions>
      </form>
    </Dialog>
  );
}
