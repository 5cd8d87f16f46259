import type { Band, Contested } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { type Day, dayNumber, longDay } from "../../lib/day.ts";
import { momentIn } from "../../lib/time.ts";
import { DayTable } from "../../ui/day-table.tsx";
import styles from "./contested.module.css";

/** bandsOf gives the band of each day; nothing for days without one. */
export function bandsOf(picture: Contested | undefined): ReadonlyMap<Day, Band> {
  return new Map(picture?.bands.map((b) => [b.day, b.band] as const));
}

/** BandBar is the bar under a date: one, two or three parts filled, so that it needs no colour. */
export function BandBar({ band }: { band: Band | undefined }) {
  if (!band) return null;
  return (
    <span className={styles.bar} data-band={band} aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}

/** BandKey says what the bars mean, and for the chosen day what is asked for. */
export function BandKey({ picture, day, zone }: { picture: Contested | undefined; day: Day | undefined; zone: string }) {
  if (!picture) return null;
  if (!picture.drawn_at) return <p className={styles.key}>{t("whatif.contested.keyNone")}</p>;
  const chosen = picture.bands.find((b) => b.day === day);
  return (
    <div className={styles.key}>
      {chosen && (
        <ul className={styles.wants}>
          {chosen.wants.map((w) => (
            <li key={w.want}>
              <BandBar band={w.band} />
              {t("whatif.contested.day", { want: t(`whatif.contested.want.${w.want}`), band: t(`whatif.contested.band.${w.band}`) })}
            </li>
          ))}
        </ul>
      )}
      <p>{t("whatif.contested.key", { moment: momentIn(picture.drawn_at, zone) })}</p>
    </div>
  );
}

/** ContestedTable is the picture for a manager: the highest band of each date. */
export function ContestedTable({ picture, firstDay, lastDay }: { picture: Contested; firstDay: Day; lastDay: Day }) {
  const bands = bandsOf(picture);
  if (bands.size === 0) return <p className={styles.key}>{t("whatif.contested.managerNone")}</p>;
  const cell = (day: Day) => {
    const band = bands.get(day);
    if (!band) return undefined;
    return {
      words: `${longDay(day)}: ${t(`whatif.contested.band.${band}`)}`,
      face: (
        <>
          <small>{dayNumber(day)}</small> <BandBar band={band} />
        </>
      ),
    };
  };
  return <DayTable label={t("whatif.contested.title")} firstDay={firstDay} lastDay={lastDay} cell={cell} />;
}
