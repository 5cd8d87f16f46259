import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { t } from "../i18n/index.ts";
import { Button } from "./button.tsx";
import styles from "./state.module.css";
import { sentence } from "./summary.tsx";

/** Skeleton holds the place of what has a known shape while it loads. */
export function Skeleton({ rows = 3, height = 64 }: { rows?: number; height?: number }) {
  return (
    <div className={styles.skeleton} role="status">
      <span className="visually-hidden">{t("shell.loading")}</span>
      {Array.from({ length: rows }, (_, i) => (
        // The rows are all alike and never change places.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={i} style={{ height }} />
      ))}
    </div>
  );
}

/** Empty says what will appear here and who makes it happen. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className={styles.empty}>{children}</p>;
}

/** Failed says what happened, what is safe and what to do. */
export function Failed({ error, again }: { error: unknown; again?: (() => void) | undefined }) {
  return (
    <div className={styles.failed} role="alert">
      <h2>{t("shell.error.title")}</h2>
      <p>{sentence(error)}</p>
      {again && <Button onPress={again}>{t("shell.error.again")}</Button>}
    </div>
  );
}

/** Loaded shows a query: its skeleton, its failure, or what it brought. */
export function Loaded<T>({
  query,
  rows,
  height,
  children,
}: {
  query: UseQueryResult<T>;
  rows?: number;
  height?: number;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failed error={query.error} again={() => void query.refetch()} />;
  return <Skeleton rows={rows ?? 3} height={height ?? 64} />;
}

/** Banner is a line across the page: what is going on that the reader should know. */
export function Banner({ tone = "plain", children }: { tone?: "plain" | "warn" | "bad" | "good"; children: ReactNode }) {
  return (
    <div className={styles.banner} data-tone={tone}>
      {children}
    </div>
  );
}
