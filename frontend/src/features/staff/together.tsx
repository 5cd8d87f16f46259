import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { api } from "../../api/client.ts";
import { ifMatch } from "../../api/http.ts";
import type { Learner, Pair, Staff, Supernumerary, Ward } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import type { Day } from "../../lib/day.ts";
import { Button } from "../../ui/button.tsx";
import { Loaded } from "../../ui/state.tsx";
import { ErrorSummary } from "../../ui/summary.tsx";
import { wardData } from "../ward/data.ts";
import { ExtraDialog } from "./extra-dialog.tsx";
import { LearnerDialog } from "./learner-dialog.tsx";
import { PairDialog } from "./pair-dialog.tsx";
import { daysWords, learnerWords, nameOf, pairWords } from "./together-words.ts";
import styles from "./together.module.css";

/** What is open to be entered or changed; an entry that is undefined is a new one. */
type Opened = { what: "pair"; entry?: Pair } | { what: "learner"; entry?: Learner } | { what: "extra"; entry?: Supernumerary };

type Path = "/pairs/{id}" | "/learners/{id}" | "/supernumerary/{id}";

/** WorkingTogether is who works with whom: pairs, learners, and people who do not count for cover. */
export function WorkingTogether({ ward, staff, today, editable }: { ward: Ward; staff: readonly Staff[]; today: Day; editable: boolean }) {
  const client = useQueryClient();
  const query = useQuery(wardData.together(ward.id));
  const skills = useQuery(wardData.skills());
  const [opened, setOpened] = useState<Opened>();
  const remove = useMutation({
    mutationFn: (x: { path: Path; id: string; version: number }) => api.DELETE(x.path, { params: { path: { id: x.id }, header: ifMatch(x.version) } }),
    onSettled: () => client.invalidateQueries({ queryKey: wardData.together(ward.id).queryKey }),
  });
  const row = (x: { id: string; version: number; first_day: Day; last_day?: Day }, path: Path, what: string, detail: string | undefined, change: () => void) => (
    <li key={x.id} data-over={x.last_day !== undefined && x.last_day < today ? "" : undefined}>
      <p>{what}</p>
      <p>{[detail, daysWords(x.first_day, x.last_day, today)].filter(Boolean).join(", ")}</p>
      {editable && (
        <div className={styles.actions}>
          <Button small weight="quiet" onPress={change} aria-label={t("together.changeOf", { what })}>
            {t("together.change")}
          </Button>
          <Button small weight="quiet" onPress={() => remove.mutate({ path, id: x.id, version: x.version })} aria-label={t("together.removeOf", { what })}>
            {t("shell.form.remove")}
          </Button>
        </div>
      )}
    </li>
  );
  const close = () => setOpened(undefined);
  const dialog = { ward, staff, today, onClose: close };
  return (
    <section className={styles.section} aria-labelledby="together">
      <h2 id="together">{t("together.title")}</h2>
      <p className={styles.quiet}>{t("together.lead")}</p>
      <ErrorSummary error={remove.error} form="together" />
      <Loaded query={query} rows={2} height={120}>
        {(all) => (
          <div className={styles.lists}>
            <List title={t("together.pairs")} none={t("together.noPairs")} add={t("together.addPair")} onAdd={() => setOpened({ what: "pair" })} editable={editable}>
              {all.pairs.map((p) =>
                row(p, "/pairs/{id}", pairWords(p, staff), t(`together.${p.strength}`), () => setOpened({ what: "pair", entry: p })),
              )}
            </List>
            <List
              title={t("together.learners")}
              none={t("together.noLearners")}
              add={t("together.addLearner")}
              onAdd={() => setOpened({ what: "learner" })}
              editable={editable}
            >
              {all.learners.map((l) =>
                row(l, "/learners/{id}", learnerWords(l, staff, skills.data ?? []), t(`together.${l.strength}`), () => setOpened({ what: "learner", entry: l })),
              )}
            </List>
            <List title={t("together.extra")} none={t("together.noExtra")} add={t("together.addExtra")} onAdd={() => setOpened({ what: "extra" })} editable={editable}>
              {all.supernumerary.map((s) =>
                row(s, "/supernumerary/{id}", t("together.extraWords", { name: nameOf(staff, s.staff_id) }), undefined, () =>
                  setOpened({ what: "extra", entry: s }),
                ),
              )}
            </List>
          </div>
        )}
      </Loaded>
      {opened?.what === "pair" && <PairDialog {...dialog} entry={opened.entry} />}
      {opened?.what === "learner" && <LearnerDialog {...dialog} entry={opened.entry} skills={skills.data ?? []} />}
      {opened?.what === "extra" && <ExtraDialog {...dialog} entry={opened.entry} />}
    </section>
  );
}

function List({
  title,
  none,
  add,
  onAdd,
  editable,
  children,
}: {
  title: string;
  none: string;
  add: string;
  onAdd: () => void;
  editable: boolean;
  children: ReactNode[];
}) {
  return (
    <div className={styles.list}>
      <h3>{title}</h3>
      {children.length === 0 ? <p className={styles.quiet}>{none}</p> : <ul>{children}</ul>}
      {editable && (
        <div>
          <Button small onPress={onAdd}>
            {add}
          </Button>
        </div>
      )}
    </div>
  );
}
