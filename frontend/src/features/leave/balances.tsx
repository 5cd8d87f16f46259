import { useState, type FormEvent } from "react";
import type { LeavePerson } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { dayMonthYear } from "../../lib/day.ts";
import { duration } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { Actions, Dialog } from "../../ui/dialog.tsx";
import { Field, fieldId } from "../../ui/field.tsx";
import { ErrorSummary, faultAt } from "../../ui/summary.tsx";
import type { useWardLeave } from "./data.ts";
import styles from "./ward-leave-page.module.css";

/** Balances is what everybody has left, and where what is not worked out by itself is put in. */
export function Balances({ people, act, editable }: { people: readonly LeavePerson[]; act: ReturnType<typeof useWardLeave>; editable: boolean }) {
  const [edited, setEdited] = useState<LeavePerson>();
  const [first] = people;
  if (!first) return null;
  return (
    <section className={styles.part} aria-labelledby="balances">
      <h2 id="balances">{t("wardLeave.balances")}</h2>
      <p className={styles.quiet}>{t("wardLeave.balancesLead", { day: dayMonthYear(first.last_day) })}</p>
      <ul className={styles.people}>
        {people.map((p) => (
          <li key={p.staff_id}>
            <strong>{p.name}</strong>
            <span data-short={p.left_minutes < 0 ? "" : undefined}>
              {t("wardLeave.left")} {duration(p.left_minutes)}
            </span>
            <span className={styles.quiet}>
              {t("wardLeave.entitled")} {duration(p.entitled_minutes)}, {t("wardLeave.carried").toLowerCase()} {duration(p.carried_minutes)},{" "}
              {t("wardLeave.taken").toLowerCase()} {duration(p.agreed_minutes)}. {t("wardLeave.service")}{" "}
              {p.service_from ? dayMonthYear(p.service_from) : t("wardLeave.unknown")}.
            </span>
            {editable && (
              <Button small weight="quiet" aria-label={t("wardLeave.editFor", { name: p.name })} onPress={() => setEdited(p)}>
                {t("wardLeave.edit")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {edited && <Account person={edited} act={act} onClose={() => setEdited(undefined)} />}
    </section>
  );
}

function Account({ person, act, onClose }: { person: LeavePerson; act: ReturnType<typeof useWardLeave>; onClose: () => void }) {
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    const form = new FormData(e.currentTarget);
    act.account.mutate(
      { person, service: String(form.get("service")), carried: Math.round(Number(form.get("carried")) * 60) },
      { onSuccess: onClose },
    );
  };
  const { error } = act.account;
  return (
    <Dialog open onClose={onClose} title={t("wardLeave.editFor", { name: person.name })}>
      <form onSubmit={submit} className={styles.form}>
        <ErrorSummary error={error} form="account" />
        <Field
          label={t("wardLeave.serviceFrom")}
          help={t("wardLeave.serviceHelp")}
          type="date"
          name="service"
          defaultValue={person.account?.service_from ?? ""}
          id={fieldId("account", "/service_from")}
          fault={faultAt(error, "/service_from")}
        />
        <Field
          label={t("wardLeave.carriedHours")}
          help={t("wardLeave.carriedHelp")}
          type="number"
          step={0.25}
          name="carried"
          defaultValue={person.carried_minutes / 60}
          id={fieldId("account", "/carried_minutes")}
          fault={faultAt(error, "/carried_minutes")}
        />
        <Actions>
          <Button onPress={onClose}>{t("shell.form.cancel")}</Button>
          <Button type="submit" weight="strong" busy={act.account.isPending}>
            {t("wardLeave.save")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
