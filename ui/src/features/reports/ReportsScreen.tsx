// What was earned, what is owed and what the till holds: views of one screen, each with an address of its own.
import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { AppError, Dataset } from "../../api";
import { useBook } from "../../app/BookContext";
import { ErrorNotice, Page } from "../../components";
import { TillView } from "../till/TillView";
import { DatasetExport } from "./DatasetExport";
import { type DebtsFilters, DebtsView, isDebtsDay } from "./DebtsView";
import { exported, type ProfitFilters, ProfitView } from "./ProfitView";
import { type Period, periodOf } from "./period";
import { DebtsPrint, ProfitPrint } from "./ReportPrint";

const ADDRESSES = {
  profit: "/reports",
  debts: "/reports/debts",
  till: "/reports/till",
} as const;
type View = keyof typeof ADDRESSES;
/** What the view shows, as a file. */
type Written = { dataset: Dataset; label: string; period: Period; disabled?: boolean };
const VIEWS = Object.keys(ADDRESSES) as View[];

export default function ReportsScreen() {
  const { t } = useTranslation();
  const { today } = useBook();
  const [path, navigate] = useLocation();
  const view = VIEWS.find((name) => ADDRESSES[name] === path) ?? "profit";
  // Kept here, so that looking at the other view loses nothing.
  const [profit, setProfit] = useState<ProfitFilters>(() => ({
    by: "platform",
    period: periodOf("month", today),
  }));
  const [debts, setDebts] = useState<DebtsFilters>({ on: today, dueOnly: false });
  const [closings, setClosings] = useState<Period>(() => periodOf("month", today));
  const [exportError, setExportError] = useState<AppError | null>(null);
  const table = t("reports.exportTable");
  const written: Record<View, Written> = {
    profit: { dataset: exported(profit.by), label: table, period: profit.period },
    debts: {
      dataset: "debts",
      label: table,
      period: { preset: "days", from: null, to: debts.on },
      disabled: !isDebtsDay(debts.on, today),
    },
    till: { dataset: "closings", label: t("till.closings.table"), period: closings },
  };
  const file = written[view];

  return (
    <Page
      title={t("reports.title")}
      actions={
        <>
          {view === "profit" && <ProfitPrint {...profit} />}
          {view === "debts" && <DebtsPrint {...debts} />}
          <DatasetExport
            datasets={[file]}
            period={file.period}
            disabled={file.disabled}
            onError={setExportError}
          />
        </>
      }
    >
      <div>
        <SegmentedControl
          aria-label={t("reports.view.label")}
          data={VIEWS.map((value) => ({ value, label: t(`reports.view.${value}`) }))}
          value={view}
          onChange={(chosen) => {
            setExportError(null);
            navigate(ADDRESSES[chosen as View]);
          }}
          data-testid="report-view"
        />
      </div>
      <ErrorNotice error={exportError} />
      {view === "till" && <TillView period={closings} onPeriod={setClosings} />}
      {view === "debts" && (
        <DebtsView
          {...debts}
          onChange={(changed) => setDebts((before) => ({ ...before, ...changed }))}
        />
      )}
      {view === "profit" && (
        <ProfitView
          {...profit}
          onChange={(changed) => setProfit((before) => ({ ...before, ...changed }))}
        />
      )}
    </Page>
  );
}
