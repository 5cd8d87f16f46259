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

/** Notices shows what has happened since, until it is read. */
export function Notices({ notices }: { notices: readonly Notice[] }) {
  const client = useQueryClient();
  const zone = zoneOf(useMe());
  const read = useMutation({
    mutationFn: (id: string) => api.POST("/me/notices/{id}/read", { params: { path: { id }, header: once } }),
    onMutate: (id) =>
      client.setQueryData<Me>(me.queryKey, (old) => old && { ...old, notices: old.notices.filter((n) => n.id !== id) }),
    onSettled: () => client.invalidateQueries({ queryKey: me.queryKey }),
  });
  const [all, setAll] = useState(false);
  const unread = notices.filter((n) => !n.read_at).toSorted((a, b) => (a.at < b.at ? 1 : -1));
  if (unread.length === 0) return null;
  return (
    <section aria-label={t("shell.notices.title")} className={styles.list}>
      {unread.slice(0, all ? unread.length : 1).map((n) => (
        <div key={n.id} className={styles.notice} data-kind={n.kind}>
          <p>
            {n.detail} <span className={styles.at}>{momentIn(n.at, zone)}</span>
          </p>
          <Button small onPress={() => read.mutate(n.id)}>
            {t("shell.notices.read")}
          </Button>
        </div>
      ))}
      {unread.length > 1 && (
        <Button small weight="quiet" onPress={() => setAll(!all)} aria-expanded={all}>
          {all ? t("shell.notices.less") : t("shell.notices.more", { count: unread.length - 1 })}
        </Button>
      )}
    </section>
  );
}
