import { useMe } from "../../app/session.ts";
import type { RuleChange, RuleLine } from "../../api/shapes.ts";
import { list, t } from "../../i18n/index.ts";
import { dayMonthYear, span } from "../../lib/day.ts";
import { Button } from "../../ui/button.tsx";
import styles from "./rule-card.module.css";

/** RuleCard is one rule: its words and figure, what holds to it, and where it comes from one tap away. */
export function RuleCard({ rule, onChange }: { rule: RuleLine; onChange: () => void }) {
  const id = `rule-${rule.key}`;
  return (
    <article className={styles.card} aria-labelledby={id}>
      <div className={styles.head}>
        <h3 id={id}>{rule.title}</h3>
        {rule.on && rule.present && <p className={styles.figure}>{rule.present.text}</p>}
      </div>
      <p>{rule.words}</p>
      {!rule.on && (
        <p className={styles.off}>
          <strong>{t("rules.off")}.</strong> {t("rules.offHelp")}
        </p>
      )}
      <Own rule={rule} />
      {rule.rotas.map((r) => (
        <p key={r.first_day} className={styles.quiet}>
          {t(r.text ? "rules.rota" : "rules.rotaOff", { rota: span(r.first_day, r.last_day), text: r.text })}
        </p>
      ))}
      <ul className={styles.marks}>
        <li data-kind={rule.kind}>{t(`rules.kind.${rule.kind}`)}</li>
        {rule.on && <li data-holder={rule.enforced_by}>{t(`rules.holder.${rule.enforced_by}`)}</li>}
        <li>{origin(rule)}</li>
        {rule.on && rule.waive && <li data-waive="">{waive(rule.waive)}</li>}
      </ul>
      <details>
        <summary>
          {t("rules.more")}
          <span className="visually-hidden">: {rule.title}</span>
        </summary>
        <Details rule={rule} />
      </details>
      {rule.may.length > 0 && (
        <Button small onPress={onChange} aria-label={t("rules.changeOf", { title: rule.title })}>
          {t("rules.change")}
        </Button>
      )}
    </article>
  );
}

/** waive says that the person whom the rule protects can do without it, and how far. */
function waive({ loosest }: NonNullable<RuleLine["waive"]>): string {
  const can = t("waivers.can");
  return loosest ? `${can}, ${t("waivers.upTo", { text: loosest })}` : can;
}

/** origin says where the numbers of a rule stand. */
function origin(rule: RuleLine): string {
  if (rule.present && rule.on) return t(`rules.from.${rule.present.from}`);
  if (rule.set_in) return t(`rules.setIn.${rule.set_in}`);
  return t("rules.from.rulebook");
}

/** Own says who has a limit of their own; a nurse sees hers and nobody else's. */
function Own({ rule }: { rule: RuleLine }) {
  const who = useMe();
  const mine = rule.people.find((p) => p.staff_id === who.staff?.id);
  const others = rule.people.filter((p) => p !== mine && p.name);
  const names = list(others.map((p) => t("rules.person", { name: p.name ?? "", text: p.text })));
  return (
    <>
      {mine && <p className={styles.own}>{t("rules.you", { text: mine.text })}</p>}
      {others.length > 0 && <p className={styles.quiet}>{t("rules.people", { count: others.length, names })}</p>}
    </>
  );
}

function Details({ rule }: { rule: RuleLine }) {
  const facts: [string, React.ReactNode][] = [
    [t("rules.source"), <Source key="source" rule={rule} />],
    [t("rules.sureLabel"), t(`rules.sure.${rule.sure}`)],
    [t("rules.read"), dayMonthYear(rule.read)],
    [t("rules.standard"), rule.standard?.text],
    [t("rules.level"), rule.enforced_by !== "listed" && rule.level && t(`rules.levels.${rule.level}`)],
    [t("rules.reason"), rule.present?.reason],
  ];
  return (
    <div className={styles.details}>
      <p>{rule.managers}</p>
      {rule.why_not && <p className={styles.why}>{rule.why_not}</p>}
      <dl>
        {facts.map(
          ([label, value]) =>
            value && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {rule.history.length > 0 && (
        <>
          <h4>{t("rules.history")}</h4>
          <ol>
            {rule.history.map((row) => (
              <li key={row.id}>
                <Change row={row} />
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

function Source({ rule }: { rule: RuleLine }) {
  if (!rule.url) return rule.source;
  return (
    <a href={rule.url} rel="noreferrer" target="_blank">
      {rule.source}
    </a>
  );
}

function Change({ row }: { row: RuleChange }) {
  const place = row.name || t(`rules.places.${row.scope}`);
  return (
    <>
      {t("rules.line", { place, text: row.text || t("rules.takenBack"), day: dayMonthYear(row.from_day) })}
      {row.source && <span className={styles.quiet}> {row.source}.</span>}
      {row.reason && <span className={styles.quiet}> {row.reason}</span>}
      {row.by && <span className={styles.quiet}> {t("rules.by", { name: row.by, day: dayMonthYear(row.at.slice(0, 10)) })}</span>}
    </>
  );
}
