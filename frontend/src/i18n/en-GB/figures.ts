export const figures = {
  title: "Figures",
} as const;
