import { Box, Button, Group, Input, SegmentedControl } from "@mantine/core";
import { useId, useMediaQuery } from "@mantine/hooks";
import { IconChartBar } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { type Dataset, type ProfitBy, type ProfitReport, useRead, useReadIf } from "../../api";
import { useBook } from "../../app/BookContext";
import { DataTable, EmptyState, LoadState } from "../../components";
import { LateSkeleton } from "../../components/Page";
import { formatDay, isolate } from "../../format";
import { NO_FILTERS, salesQuery } from "../sales/filters";
import { PeriodInput } from "./PeriodInput";
import { isAskable, type Period, periodOf } from "./period";
import { useProfitColumns } from "./profitColumns";

const GROUPINGS: readonly ProfitBy[] = [
  "platform",
  "product",
  "category",
  "customer",
  "method",
  "day",
  "month",
];

/** What is shown, as a file. */
export function exported(by: ProfitBy): Dataset {
  return `profit-by-${by}`;
}

const WIDE = "(min-width: 82em)";

export type ProfitFilters = { by: ProfitBy; period: Period };

type ProfitViewProps = ProfitFilters & { onChange: (filters: Partial<ProfitFilters>) => void };

/** What was earned in a period, by one of its keys. */
export function ProfitView({ by, period, onChange }: ProfitViewProps) {
  const { t } = useTranslation();
  const { today } = useBook();
  const groupingId = useId();
  const askable = isAskable(period);
  const report = useReadIf(askable, "reports", "reportProfit", by, period.from, period.to);

  return (
    <>
      <Group gap="lg" align="flex-start">
        <Box maw="100%">
          <Input.Label labelElement="div" id={groupingId}>
            {t("reports.by.label")}
          </Input.Label>
          <Box style={{ overflowX: "auto" }}>
            <SegmentedControl
              aria-labelledby={groupingId}
              data={GROUPINGS.map((value) => ({ value, label: t(`reports.by.${value}`) }))}
              value={by}
              onChange={(value) => onChange({ by: value as ProfitBy })}
              data-testid="profit-by"
            />
          </Box>
        </Box>
        <PeriodInput value={period} onChange={(period) => onChange({ period })} />
      </Group>
      {/* Below days that are none, the profit of others would be taken for theirs. */}
      {askable && (
        <LoadState query={report}>
          {(data) =>
            data.rows.length === 0 ? (
              <NothingSold
                period={period}
                onAll={() => onChange({ period: periodOf("all", today) })}
              />
            ) : (
              <ProfitTable report={data} />
            )
          }
        </LoadState>
      )}
    </>
  );
}

function ProfitTable({ report }: { report: ProfitReport }) {
  const { t } = useTranslation();
  const wide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false });
  const columns = useProfitColumns(report.by, report.total, wide);
  return (
    <DataTable
      key={`${report.by} ${wide}`}
      label={t("reports.table", { by: t(`reports.by.${report.by}`) })}
      columns={columns}
      rows={report.rows}
      rowKey={(row) => row.key}
      rowHeight={wide ? 44 : 56}
      data-testid="profit-table"
    />
  );
}

function NothingSold({ period, onAll }: { period: Period; onAll: () => void }) {
  const { t } = useTranslation();
  const first = useRead("sales", "salesPage", salesQuery(NO_FILTERS, null));
  if (first.isPending) return <LateSkeleton />;
  const all = period.from === null && period.to === null;
  if (all || first.data?.rows.length === 0) {
    return (
      <EmptyState
        icon={IconChartBar}
        title={t("reports.emptyAllTitle")}
        text={t("reports.emptyAllText")}
        action={
          <Button component={Link} href="/sales/new">
            {t("reports.newSale")}
          </Button>
        }
      />
    );
  }
  const day = (value: string | null) => (value === null ? "…" : isolate(formatDay(value)));
  return (
    <EmptyState
      icon={IconChartBar}
      title={t("reports.emptyTitle")}
      text={t("reports.emptyText", { from: day(period.from), to: day(period.to) })}
      action={
        <Button variant="default" onClick={onAll}>
          {t("reports.showAll")}
        </Button>
      }
    />
  );
}
