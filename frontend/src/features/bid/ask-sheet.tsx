import { useState, type FormEvent } from "react";
import type { PreferenceKind, Shift, ShiftKind } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { type Day, longDay } from "../../lib/day.ts";
import { clockTime } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { Area, Choices, Select } from "../../ui/field.tsx";
import styles from "./ask-sheet.module.css";
import { ask as build, strengths } from "./cycle.ts";
import type { Shown, Wanted } from "./outbox.ts";
import { askWords, strengthWords, weightWords } from "./words.ts";

const kinds: readonly PreferenceKind[] = ["day_off", "day_on", "shift_on", "shift_off", "kind"];

const kindWords = (kind: PreferenceKind) => (kind === "kind" ? t("bid.sheet.kindOf") : t(`bid.sheet.${kind}`));

/** AskSheet is the whole of what can be asked for a day: what, which shift, how much, a note. */
export function AskSheet({
  day,
  asks,
  shifts,
  tokens,
  onClose,
  onSave,
  onWithdraw,
}: {
  day: Day;
  asks: readonly Shown[];
  shifts: readonly Shift[];
  /** How many tokens there are in the period, and how many are not used yet. */
  tokens: { all: number; left: number };
  onClose: () => void;
  onSave: (wanted: Wanted) => void;
  onWithdraw: (ask: Shown) => void;
}) {
  const [first, ...others] = asks;
  const [kind, setKind] = useState<PreferenceKind>(first?.kind ?? "day_off");
  const [strength, setStrength] = useState(first?.strength ?? 1);
  const [token, setToken] = useState(first?.token ?? false);
  // The one that this ask had is free again while it is being changed.
  const left = tokens.left + (first?.token ? 1 : 0) - (token ? 1 : 0);
  const shiftKinds = [...new Set(shifts.map((s) => s.kind))];
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    const form = new FormData(e.currentTarget);
    const note = String(form.get("note") ?? "").trim();
    const shiftKind = (form.get("shift_kind") ?? undefined) as ShiftKind | undefined;
    onSave({
      ...build(kind, strength, String(form.get("shift_id") ?? ""), shiftKind),
      day,
      ...((token || first?.token) && { token }),
      ...(note && { note }),
    });
  };
  return (
    <Dialog open onClose={onClose} title={t("bid.sheet.title", { day: longDay(day) })}>
      <form onSubmit={submit} className={styles.form}>
        <Choices
          column
          legend={t("bid.sheet.kind")}
          name="kind"
          value={kind}
          onChange={setKind}
          options={kinds.map((k) => ({ value: k, label: kindWords(k) }))}
        />
        {(kind === "shift_on" || kind === "shift_off") && (
          <Select label={t("bid.sheet.shift")} name="shift_id" defaultValue={first?.shift_id}>
            {shifts.map((s) => (
              <option key={s.id} value={s.id}>
                {s.name} {clockTime(s.start_minute)}
                {"\u2013"}
                {clockTime(s.end_minute)}
              </option>
            ))}
          </Select>
        )}
        {kind === "kind" && (
          <Select label={t("bid.sheet.shiftKind")} name="shift_kind" defaultValue={first?.shift_kind}>
            {shiftKinds.map((k) => (
              <option key={k} value={k}>
                {t(`shell.kinds.${k}`)}
              </option>
            ))}
          </Select>
        )}
        <Choices
          legend={t("bid.strengthLabel")}
          name="strength"
          value={strength}
          onChange={setStrength}
          options={strengths.map((s) => ({ value: s as number, label: strengthWords(s) }))}
        />
        {tokens.all > 0 && (
          <div className={styles.token}>
            <label>
              <input
                type="checkbox"
                checked={token}
                disabled={!token && left < 1}
                aria-describedby="token-help"
                onChange={(e) => setToken(e.target.checked)}
              />
              {t("bid.token.label")}
            </label>
            <p id="token-help">{t("bid.token.help", { count: left, all: tokens.all })}</p>
          </div>
        )}
        <Area label={t("bid.sheet.note")} name="note" help={t("bid.sheet.noteHelp")} maxLength={500} rows={2} defaultValue={first?.note} />
        {others.length > 0 && (
          <div>
            <h3>{t("bid.sheet.others")}</h3>
            <ul>
              {others.map((o) => (
                <li key={o.id} className={styles.other}>
                  {askWords(o, shifts)}, {weightWords(o)}
                  <Button small onPress={() => onWithdraw(o)}>
                    {t("bid.sheet.withdraw")}
                  </Button>
                </li>
              ))}
            </ul>
          </div>
        )}
        <Actions>
          {first && (
            <Button weight="danger" onPress={() => onWithdraw(first)}>
              {t("bid.sheet.withdraw")}
            </Button>
          )}
          <Button type="submit" weight="strong">
            {t("bid.sheet.save")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
