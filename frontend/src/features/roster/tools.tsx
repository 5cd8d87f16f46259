import { useStore } from "zustand";
import { t } from "../../i18n/index.ts";
import { shortDay } from "../../lib/day.ts";
import { Button } from "../../ui/button.tsx";
import { ShiftChip } from "../../ui/shift-chip.tsx";
import type { BoardData } from "./board.tsx";
import type { Editor } from "./editing.ts";
import { cellAt, type GridStore } from "./grid-store.ts";
import styles from "./tools.module.css";

/** Tools is the menu twin of the grid's keys, for the chosen cell. */
export function Tools({
  store,
  editor,
  board,
  editable,
  onMenu,
  onHelp,
}: {
  store: GridStore;
  editor: Editor;
  board: BoardData;
  editable: boolean;
  onMenu: () => void;
  onHelp: () => void;
}) {
  const cursor = useStore(store, (s) => s.cursor);
  const done = useStore(store, (s) => s.done.length);
  const sending = useStore(store, (s) => s.sending);
  const cell = useStore(store, (s) => (s.cursor ? cellAt(s, s.cursor) : undefined));
  if (!editable) {
    const approved = store.getState().view.roster.state === "approved";
    return <p className={styles.note}>{t(approved ? "manager.tools.approved" : "manager.tools.readOnly")}</p>;
  }
  const name = board.staff.find((p) => p.id === cursor?.staffId)?.name;
  return (
    <div className={styles.tools} role="toolbar" aria-label={t("manager.tools.label")}>
      <span className={styles.where}>{cursor && name ? `${name}, ${shortDay(cursor.day)}` : t("manager.tools.none")}</span>
      {board.shifts.map((s) => (
        <Button
          key={s.id}
          small
          isDisabled={!cursor}
          aria-label={s.name}
          aria-pressed={cell?.shiftId === s.id}
          onPress={() => cursor && editor.set(cursor, { shiftId: s.id, fixed: cell?.fixed ?? false })}
        >
          <ShiftChip code={s.code} kind={s.kind} />
        </Button>
      ))}
      <Button small isDisabled={!cursor || !cell?.shiftId} onPress={() => cursor && editor.set(cursor, { shiftId: null, fixed: false })}>
        {t("manager.tools.clear")}
      </Button>
      <Button small isDisabled={!cursor || !cell} onPress={() => cursor && cell && editor.set(cursor, { ...cell, fixed: !cell.fixed })}>
        {cell?.fixed ? t("manager.tools.unfix") : t("manager.tools.fix")}
      </Button>
      <Button small isDisabled={!cursor} onPress={onMenu}>
        {t("manager.tools.more")}
      </Button>
      <Button small isDisabled={done === 0} onPress={() => editor.undo()}>
        {t("manager.tools.undo")}
      </Button>
      <Button small weight="quiet" onPress={onHelp}>
        {t("manager.tools.keys")} <kbd>?</kbd>
      </Button>
      <span className={styles.note} role="status">
        {sending > 0 ? t("manager.tools.saving") : done > 0 ? t("manager.tools.saved") : ""}
      </span>
    </div>
  );
}
