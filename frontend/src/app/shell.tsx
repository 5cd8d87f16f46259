import { useIsFetching, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { answered, signedOut } from "../api/http.ts";
import type { Me } from "../api/shapes.ts";
import { queued } from "../features/bid/queue.ts";
import { t } from "../i18n/index.ts";
import { Announcer } from "../ui/announce.tsx";
import { Button } from "../ui/button.tsx";
import { Actions, Dialog } from "../ui/dialog.tsx";
import { Banner } from "../ui/state.tsx";
import { DemoClock } from "./demo-clock.tsx";
import { Notices } from "./notices.tsx";
import { can, home, useMe, useSignOut } from "./session.ts";
import styles from "./shell.module.css";

interface Place {
  to: "/rota" | "/bid" | "/swap" | "/gaps" | "/ward-leave" | "/me" | "/ward" | "/bidding" | "/staff" | "/fairness" | "/figures" | "/rules" | "/admin";
  label: string;
  icon: string;
}

/** places lists where somebody may go, by what they may do; only what works stands here. */
export function places(who: Me): Place[] {
  const list: Place[] = [];
  const mine = Boolean(who.staff);
  if (mine && can(who, "own_rota")) list.push({ to: "/rota", label: t("shell.nav.rota"), icon: "M4 6h16v14H4zM4 10h16M9 3v4M15 3v4" });
  if (mine && can(who, "own_preferences")) list.push({ to: "/bid", label: t("shell.nav.bid"), icon: "M12 5v14M5 12h14" });
  if (mine && can(who, "own_rota")) list.push({ to: "/swap", label: t("shell.nav.swap"), icon: "M4 8h14l-4-4M20 16H6l4 4" });
  if (can(who, "read_draft")) {
    list.push({ to: "/ward", label: t("shell.nav.wardRota"), icon: "M3 5h18v14H3zM3 10h18M9 5v14M15 5v14" });
    list.push({ to: "/bidding", label: t("shell.nav.bidding"), icon: "M4 12h4l3-8 3 16 3-8h3" });
    list.push({ to: "/gaps", label: t("shell.nav.gaps"), icon: "M4 4h7v7H4zM13 13h7v7h-7zM16 4v6M13 7h6" });
    list.push({ to: "/ward-leave", label: t("wardLeave.title"), icon: "M12 3v2M12 19v2M4 12H2M22 12h-2M6 6L5 5M19 19l-1-1M18 6l1-1M5 19l1-1M12 8a4 4 0 100 8 4 4 0 000-8z" });
    list.push({ to: "/staff", label: t("shell.nav.staff"), icon: "M9 11a4 4 0 100-8 4 4 0 000 8zM2 21c0-4 3-7 7-7s7 3 7 7M17 4a4 4 0 010 7M18 14c3 1 4 4 4 7" });
    list.push({ to: "/fairness", label: t("shell.nav.fairness"), icon: "M12 4v16M7 20h10M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z" });
  }
  if (can(who, "read_figures")) list.push({ to: "/figures", label: t("shell.nav.figures"), icon: "M5 20V10M12 20V4M19 20v-7" });
  // A nurse finds the rules under "Me": the tabs at the thumb are for what is needed daily.
  if (can(who, "read_draft") || can(who, "read_figures") || can(who, "manage_users")) {
    list.push({ to: "/rules", label: t("shell.nav.rules"), icon: "M6 3h12v18l-6-4-6 4zM9 8h6M9 12h6" });
  }
  if (can(who, "manage_users")) list.push({ to: "/admin", label: t("shell.nav.admin"), icon: "M4 6h16M4 12h16M4 18h16" });
  if (mine) list.push({ to: "/me", label: t("shell.nav.me"), icon: "M12 12a4 4 0 100-8 4 4 0 000 8zM4 21c0-4 4-7 8-7s8 3 8 7" });
  return list;
}

/** Shell is the frame of every page behind the sign-in. */
export function Shell() {
  const who = useMe();
  const list = places(who);
  const where = useRouterState({ select: (s) => s.location.pathname });
  const main = useRef<HTMLElement>(null);
  const shown = useRef(where);
  useEffect(() => {
    // A new page starts at its top, for eyes and for screen readers alike.
    if (shown.current !== where) main.current?.focus();
    shown.current = where;
  }, [where]);
  useExpiry(where);
  return (
    <div className={styles.shell}>
      <a href="#page" className={styles.skip}>
        {t("shell.skip")}
      </a>
      <header className={styles.top}>
        <div className={styles.bar}>
          <span className={styles.brand}>
            <img src="/icon.svg" alt="" width="26" height="26" />
            <span className={styles.brandName}>{t("shell.app")}</span>
          </span>
          <nav aria-label={t("shell.nav.label")} className={styles.nav}>
            {list.map((p) => (
              <Link key={p.to} to={p.to} className={styles.tab ?? ""} activeProps={{ "aria-current": "page" }}>
                <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
                  <path d={p.icon} />
                </svg>
                <span>{p.label}</span>
              </Link>
            ))}
          </nav>
          <span className={styles.who}>
            {who.demo && can(who, "move_clock") && <DemoClock />}
            <span className={styles.person}>{who.user.name}</span>
            <SignOut who={who} />
          </span>
        </div>
        <Busy />
      </header>
      <main id="page" ref={main} tabIndex={-1} className={styles.page}>
        <OfflineLine />
        {where === home(who) && <Notices notices={who.notices} />}
        <Outlet />
      </main>
      <Announcer />
    </div>
  );
}

/** useExpiry goes to the sign-in when the server says that the session has ended. */
function useExpiry(where: string) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const count = useSyncExternalStore(signedOut.subscribe, signedOut.get);
  const seen = useRef(count);
  useEffect(() => {
    if (count === seen.current) return;
    seen.current = count;
    client.clear();
    void navigate({ to: "/sign-in", search: { next: where, why: "expired" }, replace: true });
  }, [count, client, navigate, where]);
}

function OfflineLine() {
  const ok = useSyncExternalStore(answered.subscribe, answered.get);
  if (ok) return null;
  return (
    <div role="status">
      <Banner tone="warn">
        <strong>{t("shell.offline.title")}</strong> {t("shell.offline.reads")} {t("shell.offline.keeps")}
      </Banner>
    </div>
  );
}

function Busy() {
  const busy = useIsFetching() > 0;
  return <div className={styles.busy} data-on={busy ? "" : undefined} />;
}

function SignOut({ who }: { who: Me }) {
  const navigate = useNavigate();
  const leave = useSignOut();
  const [unsent, setUnsent] = useState(0);
  const out = useMutation({
    mutationFn: leave,
    onSettled: () => navigate({ to: "/sign-in", search: { why: "out" }, replace: true }),
  });
  const ask = async () => {
    const waiting = await queued(who.user.id);
    if (waiting.length > 0) setUnsent(waiting.length);
    else out.mutate();
  };
  return (
    <>
      <Button weight="quiet" small onPress={() => void ask()} busy={out.isPending}>
        {t("shell.signOut.button")}
      </Button>
      <Dialog open={unsent > 0} onClose={() => setUnsent(0)} title={t("shell.signOut.button")}>
        <p>{t("shell.signOut.unsent", { count: unsent })}</p>
        <Actions>
          <Button weight="danger" onPress={() => out.mutate()}>
            {t("shell.signOut.anyway")}
          </Button>
          <Button weight="strong" onPress={() => setUnsent(0)}>
            {t("shell.signOut.stay")}
          </Button>
        </Actions>
      </Dialog>
    </>
  );
}
