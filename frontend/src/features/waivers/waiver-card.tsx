import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, body } from "../../api/client.ts";
import { once } from "../../api/http.ts";
import type { MyWaivers, Waivable, WaiverView } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { Actions } from "../../ui/dialog.tsx";
import { Choices, Field, fieldId } from "../../ui/field.tsx";
import { ErrorSummary, faultAt } from "../../ui/summary.tsx";
import { waiverBody, waiverData } from "./data.ts";
import styles from "./waivers.module.css";

/** WaiverCard is one rule that one can do without: what it does, what one has chosen, and the choice itself. */
export function WaiverCard({ rule, mine }: { rule: Waivable; mine: MyWaivers }) {
  const [choosing, setChoosing] = useState(false);
  const id = `waiver-${rule.key}`;
  const chosen = mine.items.filter((w) => w.key === rule.key && w.live);
  const free = !rule.own && rule.choices.length > 0;
  return (
    <article className={styles.card} id={id} aria-labelledby={`${id}-title`}>
      <div>
        <h2 id={`${id}-title`}>{rule.title}</h2>
        <p>{rule.words}</p>
      </div>
      {chosen.map((w) => (
        <Chosen key={w.id} waiver={w} />
      ))}
      {rule.own && <p className={styles.quiet}>{t("waivers.own")}</p>}
      {!rule.own && rule.choices.length === 0 && <p className={styles.quiet}>{t("waivers.loose")}</p>}
      {free && choosing && <Choose rule={rule} mine={mine} onDone={() => setChoosing(false)} />}
      {free && !choosing && chosen.length === 0 && (
        <Button onPress={() => setChoosing(true)} aria-label={t("waivers.chooseFor", { title: rule.title })}>
          {t("waivers.choose")}
        </Button>
      )}
    </article>
  );
}

/** Chosen is a choice that holds, with the way back. */
export function Chosen({ waiver }: { waiver: WaiverView }) {
  const client = useQueryClient();
  const back = useMutation({
    mutationFn: () => body(api.POST("/me/waivers/{id}/withdraw", { params: { path: { id: waiver.id }, header: once } })),
    onSuccess: async () => {
      announce(t("waivers.gone"));
      await client.invalidateQueries({ queryKey: waiverData.mine().queryKey });
    },
  });
  return (
    <div className={styles.chosen}>
      <p>
        <strong>{waiver.text}</strong>
        {waiver.when}
      </p>
      <Button small busy={back.isPending} onPress={() => back.mutate()} aria-label={t("waivers.backFor", { text: waiver.text })}>
        {t("waivers.back")}
      </Button>
      <ErrorSummary error={back.error} form={waiver.id} />
    </div>
  );
}

function Choose({ rule, mine, onDone }: { rule: Waivable; mine: MyWaivers; onDone: () => void }) {
  const client = useQueryClient();
  const [value, setValue] = useState(rule.choices[0]?.value ?? 0);
  const first = mine.rotas[0]?.first_day ?? mine.first_day;
  const save = useMutation({
    mutationFn: (form: FormData) => body(api.POST("/me/waivers", { params: { header: once }, body: waiverBody(rule.key, form) })),
    onSuccess: async () => {
      announce(t("waivers.saved"));
      await client.invalidateQueries({ queryKey: waiverData.mine().queryKey });
      onDone();
    },
  });
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    save.mutate(new FormData(e.currentTarget));
  };
  const at = `waiver-${rule.key}`;
  return (
    <form onSubmit={submit} className={styles.form}>
      <ErrorSummary error={save.error} form={at} />
      <Choices
        legend={t("waivers.value")}
        name="value"
        value={value}
        options={rule.choices.map((c) => ({ value: c.value, label: c.text }))}
        onChange={setValue}
        column
      />
      <div className={styles.days}>
        <Field
          label={t("waivers.first")}
          help={t("waivers.firstHelp")}
          type="date"
          name="first_day"
          required
          min={mine.first_day}
          defaultValue={first > mine.first_day ? first : mine.first_day}
          id={fieldId(at, "/first_day")}
          fault={faultAt(save.error, "/first_day")}
        />
        <Field
          label={t("waivers.last")}
          help={t("waivers.lastHelp")}
          type="date"
          name="last_day"
          id={fieldId(at, "/last_day")}
          fault={faultAt(save.error, "/last_day")}
        />
      </div>
      <Actions>
        <Button weight="quiet" onPress={onDone}>
          {t("waivers.cancel")}
        </Button>
        <Button type="submit" weight="strong" busy={save.isPending}>
          {t("waivers.save")}
        </Button>
      </Actions>
    </form>
  );
}
