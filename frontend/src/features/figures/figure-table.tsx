import type { FiguresRow } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { figureText, figureWords, sizeText, type Measure } from "./data.ts";
import styles from "./figure-table.module.css";

/** FigureTable is figures as rows of text; what is held back shows as "*" and says so. */
export function FigureTable({
  label,
  first,
  rows,
  measures,
  size = false,
}: {
  label: string;
  first: string;
  rows: readonly { key: string; name: string; row: FiguresRow; strong?: boolean }[];
  measures: readonly Measure[];
  size?: boolean;
}) {
  return (
    <div
      className={styles.scroll}
      role="group"
      aria-label={label}
      // Wide tables scroll by keys too.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {measures.map((m) => (
              <th key={m} scope="col">
                {t(`figures.name.${m}`)}
              </th>
            ))}
            {size && <th scope="col">n</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, row, strong }) => (
            <tr key={key} data-strong={strong ? "" : undefined}>
              <th scope="row">
                {name}
                {row.rolled_up && <small>{t("figures.rolledUp")}</small>}
              </th>
              {measures.map((m) => {
                const words = figureWords(row[m]);
                return (
                  <td key={m} title={words}>
                    <span aria-hidden={words ? true : undefined}>{figureText(row[m], m)}</span>
                    {words && <span className="visually-hidden">{words}</span>}
                  </td>
                );
              })}
              {size && measures[0] && <td>{sizeText(row, measures[0])}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
