import { api, body } from "../../api/client.ts";
import { ifMatch, once } from "../../api/http.ts";
import type { Supernumerary } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { addDays } from "../../lib/day.ts";
import { PersonChoice, Span, TogetherForm, type TogetherDialog } from "./together-form.tsx";

/** ExtraDialog enters or changes days on which somebody works and does not count for cover. */
export function ExtraDialog({ ward, staff, today, onClose, entry }: TogetherDialog & { entry: Supernumerary | undefined }) {
  const save = (data: FormData) => {
    const said = { staff_id: String(data.get("staff_id")), first_day: String(data.get("first_day")), last_day: String(data.get("last_day")) };
    return entry
      ? body(api.PUT("/supernumerary/{id}", { params: { path: { id: entry.id }, header: ifMatch(entry.version) }, body: said }))
      : body(api.POST("/wards/{ward_id}/supernumerary", { params: { path: { ward_id: ward.id }, header: once }, body: said }));
  };
  return (
    <TogetherForm ward={ward} form="extra" title={t(entry ? "together.changeExtra" : "together.addExtra")} save={save} onClose={onClose}>
      {(error) => (
        <>
          <PersonChoice form="extra" name="staff_id" label={t("together.person")} staff={staff} chosen={entry?.staff_id} error={error} />
          <Span form="extra" first={entry?.first_day ?? today} last={entry?.last_day ?? addDays(today, 13)} ends error={error} />
        </>
      )}
    </TogetherForm>
  );
}
