import { useEffect } from "react";
import { t } from "../i18n/index.ts";

/** useTitle names the page in the browser's own window, and so to a screen reader. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} \u00b7 ${t("shell.app")}`;
  }, [title]);
}
