import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { Problem } from "../api/problem.ts";
import { t } from "../i18n/index.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Banner } from "../ui/state.tsx";
import { sentence } from "../ui/summary.tsx";
import { home, signIn } from "./session.ts";
import styles from "./sign-in-page.module.css";
import { useTitle } from "./title.ts";

function words(err: unknown): string {
  if (err instanceof Problem && err.status === 401) return t("shell.signIn.wrong");
  if (err instanceof Problem && err.status === 429) {
    const minutes = Math.max(1, Math.ceil(err.retryAfter / 60));
    return t("shell.signIn.tooMany", { wait: `${minutes} min` });
  }
  return sentence(err);
}

/** SignInPage asks for name and password; what is wrong is said above, with the focus on it. */
export function SignInPage() {
  useTitle(t("shell.signIn.title"));
  const client = useQueryClient();
  const navigate = useNavigate();
  const { next, why } = useSearch({ from: "/sign-in" });
  const [shown, setShown] = useState(false);
  const enter = useMutation({
    mutationFn: (form: FormData) => signIn(client, String(form.get("login")).trim().toLowerCase(), String(form.get("password"))),
    onSuccess: (who) => navigate({ to: next?.startsWith("/") && !next.startsWith("//") ? next : home(who), replace: true }),
  });
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault();
    enter.mutate(new FormData(e.currentTarget));
  };
  return (
    <main className={styles.page}>
      <div className={styles.brand}>
        <img src="/icon.svg" alt="" width="56" height="56" />
        <div>
          <p className={styles.name}>{t("shell.app")}</p>
          <p className={styles.lead}>{t("shell.signIn.lead")}</p>
        </div>
      </div>
      <form onSubmit={submit} className={styles.form} aria-labelledby="sign-in">
        <h1 id="sign-in">{t("shell.signIn.title")}</h1>
        {why === "expired" && !enter.error && <Banner tone="warn">{t("shell.signIn.expired")}</Banner>}
        {why === "out" && !enter.error && <Banner tone="good">{t("shell.signIn.signedOut")}</Banner>}
        {enter.error && (
          <div role="alert">
            <Banner tone="bad">{words(enter.error)}</Banner>
          </div>
        )}
        <Field label={t("shell.signIn.login")} name="login" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
        <Field
          label={t("shell.signIn.password")}
          name="password"
          type={shown ? "text" : "password"}
          autoComplete="current-password"
          required
          suffix={
            <Button onPress={() => setShown(!shown)} aria-pressed={shown}>
              {shown ? t("shell.signIn.hide") : t("shell.signIn.show")}
              <span className="visually-hidden"> {t("shell.signIn.password")}</span>
            </Button>
          }
        />
        <Button type="submit" weight="strong" busy={enter.isPending}>
          {t("shell.signIn.go")}
        </Button>
      </form>
    </main>
  );
}
