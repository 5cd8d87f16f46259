import { levels, type Level, type Run } from "../../api/shapes.ts";
import { number, t } from "../../i18n/index.ts";
import styles from "./run-chart.module.css";

const width = 240;
const height = 56;

/** series gives the course of each level that ever prices anything: points of (seconds, value). */
export function series(run: Run): { level: Level; points: [number, number][]; bound: number | undefined }[] {
  const p = run.progress;
  if (!p) return [];
  const trace = [...(p.trace ?? []), { seconds: p.seconds, score: p.score }];
  return levels
    .map((level, i) => ({
      level,
      points: trace.map((x): [number, number] => [x.seconds, x.score[i] ?? 0]),
      bound: p.bound?.[i],
    }))
    .filter(({ points }) => points.some(([, v]) => v > 0));
}

/** RunChart draws each level of the score as it falls, with its bound as a dashed line; a table says the same. */
export function RunChart({ run }: { run: Run }) {
  const lines = series(run);
  if (lines.length === 0) return null;
  const end = Math.max(1, run.progress?.seconds ?? 1);
  return (
    <div className={styles.charts}>
      {lines.map(({ level, points, bound }) => {
        const values = points.map(([, v]) => v);
        const top = Math.max(...values, 1);
        const low = Math.min(...values, bound ?? Number.POSITIVE_INFINITY);
        const y = (v: number) => height - 4 - ((v - low) / Math.max(1, top - low)) * (height - 8);
        const x = (s: number) => (s / end) * width;
        // A score holds until the next improvement, so the line goes in steps.
        const path = points.map(([s, v], i) => (i === 0 ? `M${x(s)},${y(v)}` : `H${x(s)}V${y(v)}`)).join("");
        const last = values.at(-1) ?? 0;
        return (
          <figure key={level} className={styles.chart}>
            <figcaption>
              {t(`manager.level.${level}`)} <b>{number(last)}</b>
            </figcaption>
            <svg
              viewBox={`0 0 ${width} ${height}`}
              role="img"
              preserveAspectRatio="none"
              aria-label={t("manager.run.chart", { level: t(`manager.level.${level}`), from: number(values[0] ?? 0), to: number(last) })}
            >
              {bound !== undefined && <path d={`M0,${y(bound)}H${width}`} className={styles.bound} />}
              <path d={path} className={styles.line} />
            </svg>
          </figure>
        );
      })}
      <details className={styles.table}>
        <summary>{t("manager.run.table")}</summary>
        <div>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("manager.run.seconds")}</th>
                {lines.map((l) => (
                  <th key={l.level} scope="col">
                    {t(`manager.level.${l.level}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {(lines[0]?.points ?? []).map(([s], i) => (
                // Points come in the order of time and only ever grow in number.
                // oxlint-disable-next-line react/no-array-index-key
                <tr key={i}>
                  <td>{number(s)}</td>
                  {lines.map((l) => (
                    <td key={l.level}>{number(l.points[i]?.[1] ?? 0)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}
