import { useState } from "react";
import { api, body } from "../../api/client.ts";
import { ifMatch, once } from "../../api/http.ts";
import type { Pair } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { Choices } from "../../ui/field.tsx";
import { PersonChoice, Span, spanOf, StrengthChoice, TogetherForm, type TogetherDialog } from "./together-form.tsx";
import styles from "./together.module.css";

/** PairDialog enters or changes two people who work together or apart. */
export function PairDialog({ ward, staff, today, onClose, entry }: TogetherDialog & { entry: Pair | undefined }) {
  const [kind, setKind] = useState(entry?.kind ?? "apart");
  const [strength, setStrength] = useState(entry?.strength ?? "should");
  const save = (data: FormData) => {
    const said = { staff_id: String(data.get("staff_id")), other_id: String(data.get("other_id")), kind, strength, ...spanOf(data) };
    return entry
      ? body(api.PUT("/pairs/{id}", { params: { path: { id: entry.id }, header: ifMatch(entry.version) }, body: said }))
      : body(api.POST("/wards/{ward_id}/pairs", { params: { path: { ward_id: ward.id }, header: once }, body: said }));
  };
  return (
    <TogetherForm ward={ward} form="pair" title={t(entry ? "together.changePair" : "together.addPair")} save={save} onClose={onClose}>
      {(error) => (
        <>
          <div className={styles.two}>
            <PersonChoice form="pair" name="staff_id" label={t("together.person")} staff={staff} chosen={entry?.staff_id} error={error} />
            <PersonChoice form="pair" name="other_id" label={t("together.other")} staff={staff} chosen={entry?.other_id} error={error} />
          </div>
          <div>
            <Choices
              legend={t("together.kind")}
              name="kind"
              value={kind}
              onChange={setKind}
              options={(["apart", "together"] as const).map((k) => ({ value: k, label: t(`together.${k}`) }))}
            />
            <p className={styles.quiet}>{t(`together.${kind}Help`)}</p>
          </div>
          <StrengthChoice value={strength} onChange={setStrength} />
          <Span form="pair" first={entry?.first_day ?? today} last={entry?.last_day} error={error} />
        </>
      )}
    </TogetherForm>
  );
}
