import type { FiguresRow } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { figureText, figureWords, sizeText, type Measure } from "./data.ts";
import styles from "./figure-card.module.css";

/** FigureCard is one figure with its n; its definition is one tap away. */
export function FigureCard({ row, measure }: { row: FiguresRow; measure: Measure }) {
  const figure = row[measure];
  const words = figureWords(figure);
  return (
    <article className={styles.card}>
      <h2>{t(`figures.name.${measure}`)}</h2>
      <p className={styles.value} data-held={figure.suppressed ? "" : undefined}>
        <span aria-hidden={words ? true : undefined}>{figureText(figure, measure)}</span>
        {words && <span className="visually-hidden">{words}</span>}
      </p>
      <p className={styles.size}>{sizeText(row, measure)}</p>
      <details>
        <summary>{t("figures.what")}</summary>
        <p>{t(`figures.define.${measure}`)}</p>
      </details>
    </article>
  );
}
