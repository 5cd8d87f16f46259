/** What a person chose: as the device says, light, or dark. */
export type Theme = "auto" | "light" | "dark";

/** theme reads the choice of this device. */
export function theme(): Theme {
  const kept = localStorage.getItem("theme");
  return kept === "light" || kept === "dark" ? kept : "auto";
}

/** setTheme keeps the choice on this device and shows it. */
export function setTheme(choice: Theme): void {
  localStorage.setItem("theme", choice);
  applyTheme();
}

/** applyTheme shows the choice. */
export function applyTheme(): void {
  const choice = theme();
  if (choice === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
}
