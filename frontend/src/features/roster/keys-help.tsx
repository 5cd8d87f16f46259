import type { Shift } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { Dialog } from "../../ui/dialog.tsx";
import styles from "./keys-help.module.css";
import { fixKey } from "./keys.ts";

/** KeysHelp shows the keys of the grid. */
export function KeysHelp({ open, onClose, shifts }: { open: boolean; onClose: () => void; shifts: readonly Shift[] }) {
  const rows: [string, string][] = [
    ["\u2190 \u2191 \u2192 \u2193", t("manager.keys.arrows")],
    ["Page Up, Page Down", t("manager.keys.page")],
    ["Home, End", t("manager.keys.home")],
    [shifts.map((s) => s.code).join(", "), t("manager.keys.letter")],
    ["Delete", t("manager.keys.clear")],
    [fixKey(shifts) ?? t("manager.keys.menuOnly"), t("manager.keys.fix")],
    ["Ctrl + Z", t("manager.keys.undo")],
    ["Enter", t("manager.keys.enter")],
    ["?", t("manager.keys.help")],
  ];
  return (
    <Dialog open={open} onClose={onClose} title={t("manager.keys.title")}>
      <dl className={styles.keys}>
        {rows.map(([key, words]) => (
          <div key={words}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
