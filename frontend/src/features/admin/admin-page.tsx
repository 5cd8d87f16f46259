import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTitle } from "../../app/title.ts";
import { api, items } from "../../api/client.ts";
import type { Division, User } from "../../api/shapes.ts";
import { list, t } from "../../i18n/index.ts";
import { Empty, Loaded } from "../../ui/state.tsx";
import { wardData } from "../ward/data.ts";
import styles from "./admin-page.module.css";

const users = queryOptions({ queryKey: ["users"], queryFn: () => items<User>(api.GET("/users")) });
const divisions = queryOptions({ queryKey: ["divisions"], queryFn: () => items<Division>(api.GET("/divisions")) });

/** AdminPage lists the wards and who may sign in, to read. */
export function AdminPage() {
  useTitle(t("shell.nav.admin"));
  const wards = useQuery(wardData.all());
  const people = useQuery(users);
  const groups = useQuery(divisions);
  const wardName = (id: string | undefined) => wards.data?.find((w) => w.id === id)?.name ?? t("shell.admin.everywhere");
  return (
    <div className={styles.page}>
      <h1>{t("shell.nav.admin")}</h1>
      <p className={styles.quiet}>{t("shell.admin.readOnly")}</p>
      <section aria-labelledby="wards">
        <h2 id="wards">{t("shell.admin.wards")}</h2>
        <Loaded query={wards} rows={2} height={44}>
          {(all) =>
            all.length === 0 ? (
              <Empty>{t("shell.admin.noWards")}</Empty>
            ) : (
              <Table
                label={t("shell.admin.wards")}
                head={[t("shell.admin.name"), t("shell.admin.division"), t("shell.admin.zone"), t("shell.admin.cap")]}
                rows={all.map((w) => ({
                  id: w.id,
                  cells: [w.name, groups.data?.find((d) => d.id === w.division_id)?.name ?? "", w.time_zone, String(w.preference_cap)],
                }))}
              />
            )
          }
        </Loaded>
      </section>
      <section aria-labelledby="users">
        <h2 id="users">{t("shell.admin.users")}</h2>
        <Loaded query={people} rows={4} height={44}>
          {(all) => (
            <Table
              label={t("shell.admin.users")}
              head={[t("shell.admin.name"), t("shell.admin.login"), t("shell.admin.roles"), t("shell.admin.state")]}
              rows={all.map((u) => ({
                id: u.id,
                cells: [
                  u.name,
                  u.login,
                  list(u.grants.map((g) => `${t(`shell.role.${g.role}`)} (${wardName(g.ward_id)})`)),
                  t(`shell.admin.${u.state}`),
                ],
              }))}
            />
          )}
        </Loaded>
      </section>
    </div>
  );
}

function Table({ label, head, rows }: { label: string; head: string[]; rows: { id: string; cells: string[] }[] }) {
  return (
    // Wide tables scroll by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={label}>
      <table>
        <thead>
          <tr>
            {head.map((h) => (
              <th key={h} scope="col">
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.id}>
              {r.cells.map((c, i) => (i === 0 ? <th key={head[i]} scope="row">{c}</th> : <td key={head[i]} data-label={head[i]}>{c}</td>))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
