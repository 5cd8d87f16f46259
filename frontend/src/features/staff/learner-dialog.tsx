import { useState } from "react";
import { api, body } from "../../api/client.ts";
import { ifMatch, once } from "../../api/http.ts";
import type { Learner, ShiftKind, Skill } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { fieldId, Select } from "../../ui/field.tsx";
import { faultAt } from "../../ui/summary.tsx";
import { PersonChoice, Span, spanOf, StrengthChoice, TogetherForm, type TogetherDialog } from "./together-form.tsx";
import { nameOf } from "./together-words.ts";
import styles from "./together.module.css";

const kinds: readonly ShiftKind[] = ["early", "late", "long_day", "night", "other"];

/** LearnerDialog enters or changes somebody who works beside a supervisor until a day. */
export function LearnerDialog({ ward, staff, skills, today, onClose, entry }: TogetherDialog & { entry: Learner | undefined; skills: readonly Skill[] }) {
  const [strength, setStrength] = useState(entry?.strength ?? "must");
  const [named, setNamed] = useState<readonly string[]>(entry?.supervisors ?? []);
  const save = (data: FormData) => {
    const skill = String(data.get("skill_id") ?? "");
    const said = {
      staff_id: String(data.get("staff_id")),
      supervisors: [...named],
      ...(skill && { skill_id: skill }),
      kinds: kinds.filter((k) => data.has(`kind_${k}`)),
      strength,
      ...spanOf(data),
    };
    return entry
      ? body(api.PUT("/learners/{id}", { params: { path: { id: entry.id }, header: ifMatch(entry.version) }, body: said }))
      : body(api.POST("/wards/{ward_id}/learners", { params: { path: { ward_id: ward.id }, header: once }, body: said }));
  };
  return (
    <TogetherForm ward={ward} form="learner" title={t(entry ? "together.changeLearner" : "together.addLearner")} save={save} onClose={onClose}>
      {(error) => (
        <>
          <PersonChoice form="learner" name="staff_id" label={t("together.learner")} staff={staff} chosen={entry?.staff_id} error={error} />
          <div>
            <Select
              label={t("together.supervisors")}
              id={fieldId("learner", "/supervisors")}
              fault={faultAt(error, "/supervisors")}
              value=""
              onChange={(e) => e.target.value && setNamed([...named, e.target.value])}
            >
              <option value="">{t("together.addSupervisor")}</option>
              {staff
                .filter((p) => !named.includes(p.id))
                .map((p) => (
                  <option key={p.id} value={p.id}>
                    {p.name}
                  </option>
                ))}
            </Select>
            <div className={styles.named}>
              {named.map((id) => (
                <Button
                  key={id}
                  small
                  onPress={() => setNamed(named.filter((n) => n !== id))}
                  aria-label={t("together.takeOut", { name: nameOf(staff, id) })}
                >
                  {`${nameOf(staff, id)} ×`}
                </Button>
              ))}
            </div>
          </div>
          <Select
            label={t("together.skill")}
            name="skill_id"
            defaultValue={entry?.skill_id ?? ""}
            id={fieldId("learner", "/skill_id")}
            fault={faultAt(error, "/skill_id")}
          >
            <option value="">{t("together.noSkill")}</option>
            {skills.map((k) => (
              <option key={k.id} value={k.id}>
                {k.name}
              </option>
            ))}
          </Select>
          <fieldset className={styles.checks}>
            <legend>{t("together.kinds")}</legend>
            <p className={styles.quiet}>{t("together.kindsHelp")}</p>
            <div>
              {kinds.map((k) => (
                <label key={k}>
                  <input type="checkbox" name={`kind_${k}`} defaultChecked={entry?.kinds.includes(k) ?? false} />
                  {t(`shell.kinds.${k}`)}
                </label>
              ))}
            </div>
          </fieldset>
          <StrengthChoice value={strength} onChange={setStrength} />
          <Span form="learner" first={entry?.first_day ?? today} last={entry?.last_day} error={error} />
        </>
      )}
    </TogetherForm>
  );
}
