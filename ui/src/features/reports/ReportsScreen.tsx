// What was earned, and what is owed: two views of one screen, each with an address of its own.
import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useRoute } from "wouter";
import type { AppError } from "../../api";
import { useBook } from "../../app/BookContext";
import { ErrorNotice, Page } from "../../components";
import { type DebtsFilters, DebtsView, isDebtsDay } from "./DebtsView";
import { ExportMenu } from "./ExportMenu";
import { EXPORTED, type ProfitFilters, ProfitView } from "./ProfitView";
import { type Period, periodOf } from "./period";
import { DebtsPrint, ProfitPrint } from "./ReportPrint";

const DEBTS = "/reports/debts";

export default function ReportsScreen() {
  const { t } = useTranslation();
  const { today } = useBook();
  const [, navigate] = useLocation();
  const [debtsShown] = useRoute(DEBTS);
  // Kept here, so that looking at the other view loses nothing.
  const [profit, setProfit] = useState<ProfitFilters>(() => ({
    by: "platform",
    period: periodOf("month", today),
  }));
  const [debts, setDebts] = useState<DebtsFilters>({ on: today, dueOnly: false });
  const [exportError, setExportError] = useState<AppError | null>(null);
  const upTo: Period = { preset: "days", from: null, to: debts.on };
  const dataset = debtsShown ? "debts" : EXPORTED[profit.by];

  return (
    <Page
      title={t("reports.title")}
      actions={
        <>
          {debtsShown ? <DebtsPrint {...debts} /> : <ProfitPrint {...profit} />}
          {dataset && (
            <ExportMenu
              datasets={[{ dataset, label: t("sales.export.table") }]}
              period={debtsShown ? upTo : profit.period}
              disabled={debtsShown && !isDebtsDay(debts.on, today)}
              onError={setExportError}
            />
          )}
        </>
      }
    >
      <div>
        <SegmentedControl
          aria-label={t("reports.view.label")}
          data={[
            { value: "profit", label: t("reports.view.profit") },
            { value: "debts", label: t("reports.view.debts") },
          ]}
          value={debtsShown ? "debts" : "profit"}
          onChange={(view) => {
            setExportError(null);
            navigate(view === "debts" ? DEBTS : "/reports");
          }}
          data-testid="report-view"
        />
      </div>
      <ErrorNotice error={exportError} />
      {debtsShown ? (
        <DebtsView
          {...debts}
          onChange={(changed) => setDebts((before) => ({ ...before, ...changed }))}
        />
      ) : (
        <ProfitView
          {...profit}
          onChange={(changed) => setProfit((before) => ({ ...before, ...changed }))}
        />
      )}
    </Page>
  );
}
