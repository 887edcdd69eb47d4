import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  // Relative addresses: the page is served from inside the program, not from a web root.
  base: "./",
  clearScreen: false,
  server: { host: "127.0.0.1", port: 5173, strictPort: true },
  build: {
    // Nothing as data: addresses, which the window's content security policy refuses.
    assetsInlineLimit: 0,
    // What WebKitGTK 2.44, WebView2 and the Safari of macOS 14 all understand.
    target: ["safari17", "chrome120"],
    // The program's fonts and code are read from disk, so one larger file costs nothing.
    chunkSizeWarningLimit: 1200,
  },
  test: {
    environment: "jsdom",
    // The usual report of failures needs Map.groupBy, which Node 20 lacks.
    reporters: "groupBy" in Map ? ["default"] : ["tap-flat"],
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
    setupFiles: ["./test/setup.ts"],
    css: false,
    testTimeout: 20_000,
  },
});
