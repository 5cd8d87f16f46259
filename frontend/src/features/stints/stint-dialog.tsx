import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import type { Stint } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import type { Day } from "../../lib/day.ts";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { Choices, Field, fieldId } from "../../ui/field.tsx";
import { ErrorSummary, faultAt } from "../../ui/summary.tsx";
import { stintOf } from "./data.ts";
import styles from "./stints.module.css";

type Source = Stint["source"];

/** StintDialog enters work beside the rota, and then tells what it breaks of the law, if anything. */
export function StintDialog<S extends Source>({
  title,
  sources,
  zone,
  today,
  send,
  onClose,
}: {
  title: string;
  sources: readonly [S, ...S[]];
  zone: string;
  today: Day;
  send: (work: ReturnType<typeof stintOf> & { source: S }) => Promise<Stint>;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const [source, setSource] = useState<S>(sources[0]);
  const save = useMutation({
    mutationFn: (form: FormData) => send({ ...stintOf(form, zone), source }),
    onSuccess: async (made) => {
      await client.invalidateQueries();
      announce(t("stints.saved"));
      if (made.warnings.length === 0) onClose();
    },
  });
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    save.mutate(new FormData(e.currentTarget));
  };
  const time = (name: "from" | "to", pointer: string, help?: string) => (
    <Field
      label={t(`stints.${name}`)}
      type="time"
      name={name}
      required
      help={help}
      id={fieldId("stint", pointer)}
      fault={faultAt(save.error, pointer)}
    />
  );
  return (
    <Dialog open onClose={onClose} title={title}>
      {save.data ? (
        <div className={styles.form}>
          <p>{t("stints.warned")}</p>
          <ul className={styles.warnings}>
            {save.data.warnings.map((w) => (
              <li key={w}>{w}</li>
            ))}
          </ul>
          <p>{t("stints.warnedHelp")}</p>
          <Actions>
            <Button weight="strong" onPress={onClose}>
              {t("stints.close")}
            </Button>
          </Actions>
        </div>
      ) : (
        <form onSubmit={submit} className={styles.form}>
          <ErrorSummary error={save.error} form="stint" />
          <Choices
            legend={t("stints.what")}
            name="source"
            value={source}
            onChange={setSource}
            options={sources.map((s) => ({ value: s, label: t(`stints.${s}`) }))}
          />
          <Field label={t("stints.day")} type="date" name="day" required defaultValue={today} />
          <div className={styles.pair}>
            {time("from", "/begins_at")}
            {time("to", "/ends_at", t("stints.toHelp"))}
          </div>
          <Field
            label={t("stints.pause")}
            type="number"
            name="pause"
            min={0}
            max={720}
            required
            defaultValue={30}
            id={fieldId("stint", "/paid_minutes")}
            fault={faultAt(save.error, "/paid_minutes")}
          />
          <Actions>
            <Button onPress={onClose}>{t("shell.form.cancel")}</Button>
            <Button type="submit" weight="strong" busy={save.isPending}>
              {t("stints.save")}
            </Button>
          </Actions>
        </form>
      )}
    </Dialog>
  );
}
