import type { Roster } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { Select } from "../../ui/field.tsx";

/** versionName names one version of a rota: "Draft 4". */
export const versionName = (r: Roster) => t("manager.version", { state: t(`manager.rosterState.${r.state}`), number: r.number });

/** VersionChoice goes from one version of the rota to another, newest first. */
export function VersionChoice({ rosters, roster, onChoose }: { rosters: readonly Roster[]; roster: Roster; onChoose: (id: string) => void }) {
  return (
    <div>
      <Select label={t("manager.versions")} value={roster.id} onChange={(e) => onChoose(e.target.value)}>
        {rosters.map((r) => (
          <option key={r.id} value={r.id}>
            {versionName(r)}
          </option>
        ))}
      </Select>
    </div>
  );
}
