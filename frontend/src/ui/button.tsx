import { Button as AriaButton, type ButtonProps } from "react-aria-components";
import { t } from "../i18n/index.ts";
import styles from "./button.module.css";

/** The weights of a button: one strong at most on a page, quiet ones for the rest. */
export type Weight = "strong" | "plain" | "quiet" | "danger";

/**
 * Button is a press target of at least 44 px. While busy it says so and takes no press, but
 * keeps the focus.
 */
export function Button({
  weight = "plain",
  busy = false,
  small = false,
  children,
  type = "button",
  onPress,
  ...props
}: Omit<ButtonProps, "className" | "children"> & {
  weight?: Weight;
  busy?: boolean;
  small?: boolean;
  children: React.ReactNode;
}) {
  return (
    <AriaButton
      {...props}
      type={busy ? "button" : type}
      {...(onPress && !busy && { onPress })}
      className={`${styles.button} ${styles[weight]} ${small ? styles.small : ""} ${busy ? styles.busy : ""}`}
    >
      {children}
      {busy && <span className="visually-hidden">{t("shell.form.saving")}</span>}
    </AriaButton>
  );
}
