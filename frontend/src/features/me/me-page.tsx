import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useNow } from "../../app/clock.ts";
import { can, useMe, zoneOf } from "../../app/session.ts";
import { setTheme, theme } from "../../app/theme.ts";
import { useTitle } from "../../app/title.ts";
import { list, t } from "../../i18n/index.ts";
import { dayMonthYear } from "../../lib/day.ts";
import { dayIn } from "../../lib/time.ts";
import { Choices } from "../../ui/field.tsx";
import { OwnPattern } from "../agreed/own.tsx";
import { MyLimits } from "../limits/my-limits.tsx";
import { mine } from "../bid/data.ts";
import styles from "./me-page.module.css";

/** MePage says who is signed in, what this device keeps, and lets them choose light or dark. */
export function MePage() {
  useTitle(t("bid.me.title"));
  const who = useMe();
  const ward = useQuery(mine.ward());
  const today = dayIn(useNow(600), zoneOf(who));
  const [look, setLook] = useState(theme());
  const skills = (who.staff?.skills ?? []).map((s) => {
    const skill = ward.data?.skills.find((k) => k.id === s.skill_id);
    const name = skill ? `${skill.name} (${skill.code})` : "";
    return s.last_day ? `${name} ${t("bid.me.until", { day: dayMonthYear(s.last_day) })}` : name;
  });
  const facts: [string, string | undefined][] = [
    [t("bid.me.ward"), who.ward?.name],
    [t("bid.me.number"), who.staff?.number],
    [t("bid.me.skills"), skills.length > 0 ? list(skills) : undefined],
    [t("bid.me.login"), who.user.login],
    [t("bid.me.roles"), list([...new Set(who.roles.map((r) => t(`shell.role.${r.role}`)))])],
  ];
  return (
    <div className={styles.page}>
      <h1>{who.user.name}</h1>
      <dl className={styles.facts}>
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
      {who.staff && can(who, "own_rota") && <OwnPattern shifts={ward.data?.shifts ?? []} today={today} />}
      {who.staff && can(who, "own_preferences") && (
        <Link to="/ledger" className={styles.link ?? ""}>
          <strong>{t("ledger.link")}</strong>
          <span>{t("ledger.linkText")}</span>
        </Link>
      )}
      {who.staff && can(who, "own_preferences") && (
        <Link to="/waivers" className={styles.link ?? ""}>
          <strong>{t("waivers.link")}</strong>
          <span>{t("waivers.linkText")}</span>
        </Link>
      )}
      {who.staff && can(who, "own_rota") && <MyLimits />}
      {who.staff && can(who, "own_preferences") && (
        <Link to="/leave" className={styles.link ?? ""}>
          <strong>{t("leave.link")}</strong>
          <span>{t("leave.linkText")}</span>
        </Link>
      )}
      <Link to="/rules" className={styles.link ?? ""}>
        <strong>{t("bid.me.rulesLink")}</strong>
        <span>{t("bid.me.rulesText")}</span>
      </Link>
      <Choices
        legend={t("shell.theme.label")}
        name="theme"
        value={look}
        options={(["auto", "light", "dark"] as const).map((v) => ({ value: v, label: t(`shell.theme.${v}`) }))}
        onChange={(v) => {
          setTheme(v);
          setLook(v);
        }}
      />
      <section>
        <h2>{t("bid.me.kept")}</h2>
        <p>{t("bid.me.keptText")}</p>
      </section>
      <section>
        <h2>{t("bid.me.install")}</h2>
        <p>{t("bid.me.installText")}</p>
      </section>
    </div>
  );
}
