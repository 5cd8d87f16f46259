import type { ShiftKind } from "../api/shapes.ts";
import styles from "./shift-chip.module.css";

/**
 * ShiftChip is a shift as colour, letters and shape, so that none of the three is needed
 * alone: a night has a rounded left edge, for it began the evening before.
 */
export function ShiftChip({ code, kind, large = false }: { code: string; kind: ShiftKind | "off"; large?: boolean }) {
  return (
    <span className={`${styles.chip} ${large ? styles.large : ""}`} data-kind={kind}>
      {code}
    </span>
  );
}
