// A report on paper: all its rows, whatever the screen shows of them at once.
import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import {
  type AppError,
  type DebtRow,
  type DebtsReport,
  type ProfitReport,
  type ProfitRow,
  useReadIf,
} from "../../api";
import { useBook } from "../../app/BookContext";
import { DayText, PhoneText } from "../../components";
import { PaperDocument, PrintDialog } from "../../components/print";
import { useDialog } from "../../components/useDialog";
import { formatDay, isolate } from "../../format";
import { Mark, PaperHead } from "../receipts/parts";
import { type DebtsFilters, isDebtsDay } from "./DebtsView";
import { useDebtColumns } from "./debtColumns";
import type { ProfitFilters } from "./ProfitView";
import { isAskable, type Period } from "./period";
import { Two, useProfitColumns } from "./profitColumns";

type ReportPrintProps<T> = {
  /** What is shown now; nothing while it is awaited, or where it can't be asked for. */
  report: T | undefined;
  error: AppError | null;
  title: (report: T) => string;
  children: (report: T) => ReactNode;
};

function ReportPrint<T>({ report, error, title, children }: ReportPrintProps<T>) {
  const { t } = useTranslation();
  const dialog = useDialog<T>();
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        disabled={report === undefined || error !== null}
        onClick={() => report !== undefined && dialog.open(report)}
        data-testid="report-print"
      >
        {t("receipts.print.print")}
      </Button>
      {dialog.target && (
        <PrintDialog
          key={dialog.key}
          opened={dialog.opened}
          onClose={dialog.close}
          title={title(dialog.target)}
          query={{ data: dialog.target, error: null, refetch: () => undefined }}
          name={title}
        >
          {children}
        </PrintDialog>
      )}
    </>
  );
}

export function ProfitPrint({ by, period }: ProfitFilters) {
  const { t } = useTranslation();
  const asked = isAskable(period);
  const { from, to } = period;
  const query = useReadIf(asked, "reports", "reportProfit", by, from, to);
  const shown = asked && !query.isPlaceholderData && query.data?.rows.length;
  return (
    <ReportPrint
      report={shown ? query.data : undefined}
      error={query.error}
      title={(report) => t("reports.table", { by: t(`reports.by.${report.by}`) })}
    >
      {(report) => <ProfitPaper report={report} period={period} />}
    </ReportPrint>
  );
}

function Top({ title, children }: { title: string; children?: ReactNode }) {
  const { t } = useTranslation();
  const { name, today } = useBook();
  return (
    <PaperHead shop={name} title={title}>
      {children}
      <Mark name={t("receipts.report.printed")}>
        <DayText value={today} />
      </Mark>
    </PaperHead>
  );
}

function PeriodText({ from, to }: Pick<Period, "from" | "to">) {
  const { t } = useTranslation();
  const day = (value: string) => isolate(formatDay(value));
  if (from === null && to === null) return t("receipts.report.all");
  if (from === null) return t("receipts.report.to", { to: day(to ?? "") });
  if (to === null) return t("receipts.report.from", { from: day(from) });
  return t("receipts.report.between", { from: day(from), to: day(to) });
}

function ProfitPaper({ report, period }: { report: ProfitReport; period: Period }) {
  const { t } = useTranslation();
  // The columns of a small window are what fits the width of a page.
  const columns = useProfitColumns(report.by, report.total, false);
  return (
    <PaperDocument<ProfitRow>
      top={
        <Top title={t("reports.table", { by: t(`reports.by.${report.by}`) })}>
          <Mark name={t("receipts.report.period")}>
            <PeriodText {...period} />
          </Mark>
        </Top>
      }
      columns={columns}
      rows={report.rows}
      rowKey={(row) => row.key}
    />
  );
}

export function DebtsPrint({ on, dueOnly }: DebtsFilters) {
  const { t } = useTranslation();
  const { today } = useBook();
  const asked = isDebtsDay(on, today);
  const query = useReadIf(asked, "reports", "reportDebts", on);
  const rows = query.data?.rows.filter((row) => !dueOnly || row.due) ?? [];
  const shown = asked && !query.isPlaceholderData && rows.length > 0;
  return (
    <ReportPrint
      report={shown && query.data ? { ...query.data, rows } : undefined}
      error={query.error}
      title={(report) => t("reports.debts.table", { day: formatDay(report.on) })}
    >
      {(report) => <DebtsPaper report={report} dueOnly={dueOnly} />}
    </ReportPrint>
  );
}

function DebtsPaper({ report, dueOnly }: { report: DebtsReport; dueOnly: boolean }) {
  const { t } = useTranslation();
  const columns = useDebtColumns(report.total, dueOnly, false).map((column) =>
    // A name on paper leads nowhere.
    column.id === "customer" ? { ...column, cell: named } : column,
  );
  function named(row: DebtRow) {
    const name = row.customer_id === null ? t("reports.none.customer") : row.customer;
    return <Two first={<bdi>{name}</bdi>} second={row.phone && <PhoneText value={row.phone} />} />;
  }
  const day = isolate(formatDay(report.on));
  return (
    <PaperDocument<DebtRow>
      top={
        <Top title={t("reports.debts.table", { day })}>
          {dueOnly && <Mark name={t("reports.view.debts")}>{t("reports.debts.dueOnly")}</Mark>}
        </Top>
      }
      columns={columns}
      rows={report.rows}
      rowKey={(row) => row.customer_id ?? "passing"}
    />
  );
}
