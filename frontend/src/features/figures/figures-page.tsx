import { useTitle } from "../../app/title.ts";
import { t } from "../../i18n/index.ts";

export function FiguresPage() {
  useTitle(t("figures.title"));
  return <h1>{t("figures.title")}</h1>;
}
