import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import { NoAnswer, Problem } from "../api/problem.ts";
import { BidPage } from "../features/bid/bid-page.tsx";
import { LeavePage } from "../features/leave/leave-page.tsx";
import { LedgerPage } from "../features/ledger/ledger-page.tsx";
import { MePage } from "../features/me/me-page.tsx";
import { RotaPage } from "../features/rota/rota-page.tsx";
import { SwapPage } from "../features/swap/swap-page.tsx";
import { wardSearch } from "../features/ward/search.ts";
import { t } from "../i18n/index.ts";
import { Empty, Failed, Skeleton } from "../ui/state.tsx";
import { home, me } from "./session.ts";
import { Shell } from "./shell.tsx";
import { SignInPage } from "./sign-in-page.tsx";

const root = createRootRouteWithContext<{ client: QueryClient }>()({ component: Outlet });

const text = (raw: unknown) => (typeof raw === "string" ? raw : undefined);
const day = (raw: unknown) => (typeof raw === "string" && /^\d{4}-\d\d-\d\d$/.test(raw) ? raw : undefined);

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (raw: Record<string, unknown>): { next?: string; why?: string } => {
    const next = text(raw.next);
    const why = text(raw.why);
    return { ...(next && { next }), ...(why && { why }) };
  },
  component: SignInPage,
});

/** Everything behind the sign-in. Without a session the way leads there and back again. */
const app = createRoute({
  getParentRoute: () => root,
  id: "app",
  beforeLoad: async ({ context, location }) => {
    try {
      await context.client.ensureQueryData(me);
    } catch (err) {
      const outside = (err instanceof Problem && err.status === 401) || err instanceof NoAnswer;
      if (!outside) throw err;
      throw redirect({ to: "/sign-in", search: location.pathname === "/" ? {} : { next: location.href } });
    }
  },
  component: Shell,
  errorComponent: ({ error }) => (
    <main>
      <Failed error={error} again={() => location.reload()} />
    </main>
  ),
});

const at = <P extends string>(path: P) => ({ getParentRoute: () => app, path }) as const;

const index = createRoute({
  ...at("/"),
  beforeLoad: ({ context }) => {
    const who = context.client.getQueryData(me.queryKey);
    throw redirect({ to: who ? home(who) : "/sign-in", replace: true });
  },
});
const rota = createRoute({ ...at("rota"), component: RotaPage });
const bid = createRoute({
  ...at("bid"),
  validateSearch: (raw: Record<string, unknown>): { period?: string } => {
    const period = text(raw.period);
    return period ? { period } : {};
  },
  component: BidPage,
});
const swap = createRoute({
  ...at("swap"),
  validateSearch: (raw: Record<string, unknown>): { day?: string } => {
    const on = day(raw.day);
    return on ? { day: on } : {};
  },
  component: SwapPage,
});
const gaps = createRoute({
  ...at("gaps"),
  validateSearch: wardSearch,
  component: lazyRouteComponent(() => import("../features/gaps/gaps-page.tsx"), "GapsPage"),
});
const mine = createRoute({ ...at("me"), component: MePage });
const leave = createRoute({ ...at("leave"), component: LeavePage });
const wardLeave = createRoute({
  ...at("ward-leave"),
  validateSearch: wardSearch,
  component: lazyRouteComponent(() => import("../features/leave/ward-leave-page.tsx"), "WardLeavePage"),
});
const ledger = createRoute({ ...at("ledger"), component: LedgerPage });
const waivers = createRoute({
  ...at("waivers"),
  component: lazyRouteComponent(() => import("../features/waivers/waivers-page.tsx"), "WaiversPage"),
});
const ward = createRoute({
  ...at("ward"),
  validateSearch: wardSearch,
  component: lazyRouteComponent(() => import("../features/roster/roster-page.tsx"), "RosterPage"),
});
const bidding = createRoute({
  ...at("bidding"),
  validateSearch: wardSearch,
  component: lazyRouteComponent(() => import("../features/bidding/bidding-page.tsx"), "BiddingPage"),
});
const staff = createRoute({
  ...at("staff"),
  validateSearch: wardSearch,
  component: lazyRouteComponent(() => import("../features/staff/staff-page.tsx"), "StaffPage"),
});
const fairness = createRoute({
  ...at("fairness"),
  validateSearch: wardSearch,
  component: lazyRouteComponent(() => import("../features/ledger/fairness-page.tsx"), "FairnessPage"),
});
const repair = createRoute({
  ...at("repair"),
  validateSearch: wardSearch,
  component: lazyRouteComponent(() => import("../features/repair/repair-page.tsx"), "RepairPage"),
});
const figures = createRoute({
  ...at("figures"),
  validateSearch: (raw: Record<string, unknown>): { from?: string; to?: string } => {
    const from = day(raw.from);
    const to = day(raw.to);
    return { ...(from && { from }), ...(to && { to }) };
  },
  component: lazyRouteComponent(() => import("../features/figures/figures-page.tsx"), "FiguresPage"),
});
const rules = createRoute({
  ...at("rules"),
  validateSearch: (raw: Record<string, unknown>): { place?: string } => {
    const place = text(raw.place);
    return place ? { place } : {};
  },
  component: lazyRouteComponent(() => import("../features/rules/rules-page.tsx"), "RulesPage"),
});
const admin = createRoute({
  ...at("admin"),
  component: lazyRouteComponent(() => import("../features/admin/admin-page.tsx"), "AdminPage"),
});
const nothing = createRoute({ ...at("nothing"), component: () => <Empty>{t("shell.error.forbidden")}</Empty> });

/** newRouter makes the app's router; every page's state is in its address. */
export function newRouter(client: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      signIn,
      app.addChildren([index, rota, bid, swap, gaps, mine, leave, wardLeave, ledger, waivers, ward, bidding, staff, fairness, repair, figures, rules, admin, nothing]),
    ]),
    context: { client },
    defaultPreload: "intent",
    defaultPendingComponent: () => <Skeleton rows={3} height={96} />,
    defaultErrorComponent: ({ error }) => <Failed error={error} again={() => location.reload()} />,
    defaultNotFoundComponent: () => <Empty>{t("shell.error.page")}</Empty>,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}
