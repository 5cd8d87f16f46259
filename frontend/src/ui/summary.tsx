import { useEffect, useRef } from "react";
import { NoAnswer, Problem } from "../api/problem.ts";
import { known, t } from "../i18n/index.ts";
import { fieldId } from "./field.tsx";
import styles from "./summary.module.css";

/** sentence says in words for a person what went wrong, what is safe and what to do. */
export function sentence(err: unknown): string {
  if (err instanceof NoAnswer) return t("shell.error.network");
  if (!(err instanceof Problem)) return t("shell.error.internal");
  const phrase = `shell.error.${err.code}`;
  const own = ["forbidden", "internal", "unavailable", "stale"].includes(err.code);
  if (!own && err.message) return err.message;
  return known(phrase) ? t(phrase) : t("shell.error.other");
}

/** faultAt gives the fault of one field of a failed request. */
export function faultAt(err: unknown, pointer: string): string | undefined {
  return err instanceof Problem ? err.fields.find((f) => f.pointer === pointer)?.detail : undefined;
}

/**
 * ErrorSummary says above a form what needs attention, takes the focus when it appears,
 * and links each fault to its field.
 */
export function ErrorSummary({ error, form }: { error: unknown; form: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) box.current?.focus();
  }, [error]);
  if (!error) return null;
  const fields = error instanceof Problem ? error.fields : [];
  return (
    <div ref={box} tabIndex={-1} role="alert" className={styles.summary}>
      <h3>{t("shell.summary.title", { count: Math.max(1, fields.length) })}</h3>
      {fields.length === 0 ? (
        <p>{sentence(error)}</p>
      ) : (
        <ul>
          {fields.map((f) => (
            <li key={f.pointer + f.detail}>
              {f.pointer ? (
                <a
                  href={`#${fieldId(form, f.pointer)}`}
                  onClick={(e) => {
                    e.preventDefault();
                    document.getElementById(fieldId(form, f.pointer))?.focus();
                  }}
                >
                  {f.detail}
                </a>
              ) : (
                f.detail
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
