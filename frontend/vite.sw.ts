import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin, type Rolldown } from "vite";

/** Parts of the app that a phone keeps from the first visit on. The rest is kept once used. */
const keptFromTheStart = /\/src\/features\/(rota|bid|me|sign-in)\//;

/**
 * serviceWorker builds src/sw/sw.ts into dist/sw.js after the app itself and hands it
 * the list of files to keep for use without a signal: the page, what it loads at once,
 * and the nurse's pages.
 */
export function serviceWorker(): Plugin {
  return {
    name: "fairrota-service-worker",
    apply: "build",
    async writeBundle(options, bundle) {
      const outDir = options.dir ?? "dist";
      const files = new Set(["index.html", "manifest.webmanifest", "icon.svg", "icon-192.png"]);
      const keep = (name: string) => {
        const chunk = bundle[name];
        if (files.has(name) || chunk?.type !== "chunk") return;
        files.add(name);
        for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css);
        chunk.imports.forEach(keep);
      };
      for (const chunk of Object.values(bundle) as Rolldown.OutputChunk[]) {
        if (chunk.type !== "chunk") continue;
        if (chunk.isEntry || keptFromTheStart.test(chunk.facadeModuleId ?? "")) keep(chunk.fileName);
      }
      const manifest = [...files].map((name) => ({
        url: `/${name}`,
        revision: createHash("sha256").update(readFileSync(join(outDir, name))).digest("hex").slice(0, 16),
      }));
      await build({
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        define: { KEPT_FILES: JSON.stringify(manifest), "process.env.NODE_ENV": '"production"' },
        build: {
          outDir,
          emptyOutDir: false,
          lib: { entry: "src/sw/sw.ts", formats: ["es"], fileName: () => "sw.js" },
        },
      });
    },
  };
}
