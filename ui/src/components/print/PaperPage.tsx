// What is printed: it lies on the body beside the application, unseen on the screen, alone on paper.
import { type ReactNode, type Ref, useMemo } from "react";
import { createPortal } from "react-dom";
import { I18nextProvider } from "react-i18next";
import { i18next } from "../../app/i18n";
import { type PaperChoice, PaperContext } from "./paper";
import classes from "./print.module.css";

/** All components inside speak the paper's language, which may be the customer's and not the shop's. */
export function OnPaper({ format, language, children }: PaperChoice & { children: ReactNode }) {
  const i18n = useMemo(() => i18next.cloneInstance({ lng: language }), [language]);
  const choice = useMemo(() => ({ format, language }), [format, language]);
  return (
    <I18nextProvider i18n={i18n}>
      <PaperContext value={choice}>{children}</PaperContext>
    </I18nextProvider>
  );
}

export function PaperPage({ ref, children }: { ref: Ref<HTMLDivElement>; children: ReactNode }) {
  return createPortal(
    <div ref={ref} className={classes.page} aria-hidden inert data-testid="print-page">
      <style />
      {children}
    </div>,
    document.body,
  );
}
