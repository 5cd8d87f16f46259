import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { can, useMe } from "../../app/session.ts";
import type { Contract, Demand, Period, RosterView, Shift, Skill, Staff, Supernumerary, Ward } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { Banner } from "../../ui/state.tsx";
import { sentence } from "../../ui/summary.tsx";
import { AskList } from "./ask-list.tsx";
import styles from "./board.module.css";
import { CellMenu } from "./cell-menu.tsx";
import { newEditor } from "./editing.ts";
import { Effect } from "./effect.tsx";
import { Findings } from "./findings.tsx";
import { Grid } from "./grid.tsx";
import { newGridStore, spread } from "./grid-store.ts";
import { KeysHelp } from "./keys-help.tsx";
import { Score } from "./score.tsx";
import { Trials } from "../whatif/trials.tsx";
import { Tools } from "./tools.tsx";
import { Unfilled } from "./unfilled.tsx";

/** What a rota is read against. */
export interface BoardData {
  ward: Ward;
  period: Period;
  staff: Staff[];
  shifts: Shift[];
  skills: Skill[];
  contracts: Contract[];
  demand: Demand[];
  /** Who does not count for cover, and when. */
  extra: Supernumerary[];
}

/** Board is one version of the rota: the grid and, beside it, all that is to be said of it. */
export function Board({ view, board }: { view: RosterView; board: BoardData }) {
  const client = useQueryClient();
  const who = useMe();
  // One store and one editor live as long as this version is on the page.
  // oxlint-disable-next-line react/exhaustive-deps
  const store = useMemo(() => newGridStore(view), [view.roster.id]);
  const editor = useMemo(() => newEditor(store, view.roster.id, client), [store, view.roster.id, client]);
  const [menu, setMenu] = useState(false);
  const [help, setHelp] = useState(false);
  const state = useStore(store);
  const editable = view.roster.state === "draft" && can(who, "write_draft", board.ward.id);
  useEffect(() => {
    // An answer from elsewhere (an override, another window) comes in when no edit is under way.
    const s = store.getState();
    if (s.sending === 0 && s.view !== view) store.setState({ view, ...spread(view, s) });
  }, [view, store]);
  const shown = state.view;
  const rows = useMemo(() => ({ ...board, staff: [...board.staff, ...shown.guests.map(guestRow)] }), [board, shown.guests]);
  const go = (staffId: string | undefined, day: string | undefined) => {
    const first = board.staff[0]?.id;
    if (!day && !staffId) return;
    store.setState({ cursor: { staffId: staffId ?? first ?? "", day: day ?? board.period.first_day } });
    requestAnimationFrame(() => {
      const cell = document.querySelector<HTMLElement>('[data-at][tabindex="0"]');
      cell?.scrollIntoView({ block: "center", inline: "center" });
      cell?.focus({ preventScroll: true });
    });
  };
  return (
    <div className={styles.board}>
      <div className={styles.score}>
        <Score roster={shown.roster} />
      </div>
      <div className={styles.main}>
        {shown.roster.stale && <Banner tone="warn">{[...shown.taken_back, t("manager.stale")].join(" ")}</Banner>}
        {state.error !== undefined && (
          <div role="alert">
            <Banner tone="bad">{sentence(state.error)}</Banner>
          </div>
        )}
        <Tools store={store} editor={editor} board={board} editable={editable} onMenu={() => setMenu(true)} onHelp={() => setHelp(true)} />
        <Grid store={store} editor={editor} board={rows} editable={editable} onMenu={() => setMenu(true)} onHelp={() => setHelp(true)} />
      </div>
      <aside className={styles.side}>
        {editable && <Effect effect={state.effect} />}
        <Unfilled view={shown} board={board} onGo={(day) => go(undefined, day)} />
        <Trials
          view={shown}
          board={{ staff: board.staff, shifts: board.shifts, skills: board.skills, firstDay: board.period.first_day, lastDay: board.period.last_day }}
          editable={editable}
        />
        <Findings view={shown} onGo={go} editable={editable} />
        <AskList view={shown} onGo={go} />
      </aside>
      {menu && state.cursor && (
        <CellMenu store={store} editor={editor} board={board} at={state.cursor} editable={editable} onClose={() => setMenu(false)} />
      )}
      <KeysHelp open={help} onClose={() => setHelp(false)} shifts={board.shifts} />
    </div>
  );
}

/** guestRow is the row of somebody of another ward: the name with the ward, and nothing that only that ward keeps. */
function guestRow(guest: RosterView["guests"][number]): Staff {
  return {
    id: guest.staff_id,
    ward_id: "",
    contract_id: "",
    number: "",
    name: t("gaps.guest", { name: guest.name, ward: guest.ward }),
    skills: [],
    version: 0,
  };
}
