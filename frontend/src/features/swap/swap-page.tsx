import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { SwapCard } from "../../api/shapes.ts";
import { useTitle } from "../../app/title.ts";
import { t } from "../../i18n/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Banner, Empty, Loaded } from "../../ui/state.tsx";
import { sentence } from "../../ui/summary.tsx";
import { Card } from "./card.tsx";
import { live, mySwaps, useSwaps } from "./data.ts";
import { Options } from "./options.tsx";
import styles from "./swap-page.module.css";

/** SwapPage is what one was asked, then what one has asked; with a day, what could become of that duty. */
export function SwapPage() {
  useTitle(t("swap.title"));
  const { day } = useSearch({ strict: false }) as { day?: string };
  const navigate = useNavigate();
  const act = useSwaps((phrase) => {
    announce(t(`swap.${phrase}`));
    if (phrase === "asked") void navigate({ to: "/swap", search: {} });
  });
  return (
    <div className={styles.page}>
      <h1>{t("swap.title")}</h1>
      {day ? <Options day={day} act={act} /> : <Inbox act={act} />}
    </div>
  );
}

function Inbox({ act }: { act: ReturnType<typeof useSwaps> }) {
  const query = useQuery(mySwaps());
  const error = act.answer.error ?? act.withdraw.error;
  return (
    <>
      {error && <Banner tone="bad">{sentence(error)}</Banner>}
      <Loaded query={query} rows={3} height={120}>
        {({ to_me, mine }) => {
          const over = [...to_me, ...mine].filter((s) => !live(s));
          return (
            <>
              <Part id="to-me" title={t("swap.toMe")} none={t("swap.toMeNone")} swaps={to_me.filter(live)} act={act} />
              <Part id="mine" title={t("swap.mine")} none={t("swap.mineNone")} swaps={mine.filter(live)} act={act} />
              <p className={styles.quiet}>
                {t("swap.lead")}{" "}
                <Link to="/rota" className={styles.link ?? ""}>
                  {t("swap.toRota")}
                </Link>
              </p>
              {over.length > 0 && <Part id="over" title={t("swap.past")} none="" swaps={over} act={act} />}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function Part({
  id,
  title,
  none,
  swaps,
  act,
}: {
  id: string;
  title: string;
  none: string;
  swaps: readonly SwapCard[];
  act: ReturnType<typeof useSwaps>;
}) {
  return (
    <section className={styles.part} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {swaps.length === 0 ? (
        <Empty>{none}</Empty>
      ) : (
        <ul className={styles.list}>
          {swaps.map((s) => (
            <Card key={s.id} swap={s} act={act} />
          ))}
        </ul>
      )}
    </section>
  );
}
