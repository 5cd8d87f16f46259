import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { once } from "../api/http.ts";
import type { Me, Notice } from "../api/shapes.ts";
import { t } from "../i18n/index.ts";
import { momentIn } from "../lib/time.ts";
import { Button } from "../ui/button.tsx";
import styles from "./notices.module.css";
import { me, useMe, zoneOf } from "./session.ts";

/** Notices is one line: how much news there is and the newest of it. It opens to all of it, newest first. */
export function Notices({ notices }: { notices: readonly Notice[] }) {
  const client = useQueryClient();
  const zone = zoneOf(useMe());
  const read = useMutation({
    mutationFn: (ids: string[]) =>
      Promise.all(ids.map((id) => api.POST("/me/notices/{id}/read", { params: { path: { id }, header: once } }))),
    onMutate: (ids) =>
      client.setQueryData<Me>(me.queryKey, (old) => old && { ...old, notices: old.notices.filter((n) => !ids.includes(n.id)) }),
    onSettled: () => client.invalidateQueries({ queryKey: me.queryKey }),
  });
  const [open, setOpen] = useState(false);
  const unread = notices.filter((n) => !n.read_at).toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const [newest] = unread;
  if (!newest) return null;
  return (
    <section aria-label={t("shell.notices.title")} className={styles.news} data-news data-bad={unread.some((n) => n.kind === "run_failed") ? "" : undefined}>
      <button type="button" className={styles.line} aria-expanded={open} onClick={() => setOpen(!open)}>
        <strong>{t("shell.notices.count", { count: unread.length })}</strong>
        {!open && <span className={styles.newest}>{newest.detail}</span>}
      </button>
      {open && (
        <>
          <ul className={styles.list}>
            {unread.map((n) => (
              <li key={n.id} data-kind={n.kind}>
                <p>
                  {n.detail} <span className={styles.at}>{momentIn(n.at, zone)}</span>
                </p>
                <Button small onPress={() => read.mutate([n.id])}>
                  {t("shell.notices.read")}
                </Button>
              </li>
            ))}
          </ul>
          {unread.length > 1 && (
            <Button small weight="quiet" onPress={() => read.mutate(unread.map((n) => n.id))}>
              {t("shell.notices.readAll")}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
