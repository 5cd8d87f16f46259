import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { can, useMe } from "../../app/session.ts";
import { useTitle } from "../../app/title.ts";
import type { Me, RuleBook, RuleLine, Ward } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { dayMonthYear } from "../../lib/day.ts";
import { Choices, Field, Select } from "../../ui/field.tsx";
import { Empty, Loaded, Skeleton } from "../../ui/state.tsx";
import { wardData } from "../ward/data.ts";
import { organisation, ruleBook, shown, type Which } from "./data.ts";
import { FigureDialog } from "./figure-dialog.tsx";
import { RuleCard } from "./rule-card.tsx";
import styles from "./rules-page.module.css";

/** RulesPage lists every rule in plain words, with its figure, its source and what holds to it. */
export function RulesPage() {
  useTitle(t("rules.title"));
  const who = useMe();
  const place = useRouterState({ select: (s) => (s.location.search as { place?: string }).place });
  const navigate = useNavigate();
  const wards = useQuery({ ...wardData.all(), enabled: can(who, "read_ward") });
  if (wards.isLoading) return <Skeleton rows={4} height={96} />;
  const places = placesOf(who, wards.data ?? []);
  const chosen = places.find((p) => p.id === place)?.id ?? places[0]?.id ?? organisation;
  return (
    <div className={styles.page}>
      <h1>{t("rules.title")}</h1>
      {places.length > 1 && (
        <div className={styles.place}>
          <Select label={t("rules.place")} value={chosen} onChange={(e) => void navigate({ to: "/rules", search: { place: e.target.value }, replace: true })}>
            {places.map((p) => (
              <option key={p.id} value={p.id}>
                {p.name}
              </option>
            ))}
          </Select>
        </div>
      )}
      <Rules key={chosen} place={chosen} />
    </div>
  );
}

/** placesOf lists where somebody may read rules, their own ward first. */
export function placesOf(who: Me, wards: readonly Ward[]): { id: string; name: string }[] {
  const own = wards.toSorted((a, b) => Number(b.id === who.ward?.id) - Number(a.id === who.ward?.id)).map((w) => ({ id: w.id, name: w.name }));
  const all = { id: organisation, name: t("rules.organisation") };
  if (can(who, "manage_wards")) return [all, ...own];
  return own.length > 0 ? own : [all];
}

function Rules({ place }: { place: string }) {
  const query = useQuery(ruleBook(place));
  return (
    <Loaded query={query} rows={6} height={96}>
      {(book) => <Book book={book} />}
    </Loaded>
  );
}

/** Book is the rules of one place; those that are asked for are shown by group. */
export function Book({ book }: { book: RuleBook }) {
  const [find, setFind] = useState("");
  const [which, setWhich] = useState<Which>("all");
  const [changing, setChanging] = useState<RuleLine>();
  const groups = book.groups
    .map((g) => ({ ...g, rules: g.rules.filter((r) => shown(r, which, find)) }))
    .filter((g) => g.rules.length > 0);
  const count = groups.reduce((n, g) => n + g.rules.length, 0);
  return (
    <>
      <p className={styles.quiet}>{t("rules.lead", { day: dayMonthYear(book.day) })}</p>
      <div className={styles.choose}>
        <div className={styles.find}>
          <Field label={t("rules.find")} type="search" value={find} onChange={(e) => setFind(e.target.value)} />
        </div>
        <Choices
          legend={t("rules.show")}
          name="which"
          value={which}
          onChange={setWhich}
          options={(["all", "kept", "changed"] as const).map((v) => ({ value: v, label: t(`rules.${v}`) }))}
        />
        <p className={styles.quiet} role="status">
          {t("rules.count", { count })}
        </p>
      </div>
      {groups.length === 0 && <Empty>{t("rules.nothing")}</Empty>}
      {groups.map((g) => (
        <section key={g.key} aria-labelledby={`group-${g.key}`} className={styles.group}>
          <h2 id={`group-${g.key}`}>{g.title}</h2>
          <div className={styles.cards}>
            {g.rules.map((r) => (
              <RuleCard key={r.key} rule={r} onChange={() => setChanging(r)} />
            ))}
          </div>
        </section>
      ))}
      <p className={styles.quiet}>{t("rules.edition", { title: book.title, edition: book.edition, day: dayMonthYear(book.read) })}</p>
      {changing && <FigureDialog book={book} rule={changing} onClose={() => setChanging(undefined)} />}
    </>
  );
}
