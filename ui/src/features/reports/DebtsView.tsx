import { Button, Group, Switch, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconCash, IconMoodSmile } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { type AppError, type Day, type DebtsReport, useReadIf } from "../../api";
import { useBook } from "../../app/BookContext";
import {
  Amount,
  DataTable,
  DayInput,
  EmptyState,
  errorText,
  isDay,
  LoadState,
} from "../../components";
import { formatDay, isolate } from "../../format";
import { AfterAdvance, useDebtColumns } from "./debtColumns";
import classes from "./reports.module.css";

/** Room for the four ages beside each other. */
const WIDE = "(min-width: 80em)";

export type DebtsFilters = {
  /** A day; or what was typed for one and is none. */
  on: Day | null;
  dueOnly: boolean;
};

/** Nothing said is today; days as strings sort as days do. */
export function isDebtsDay(on: Day | null, today: Day): boolean {
  return on === null || (isDay(on) && on <= today);
}

type DebtsViewProps = DebtsFilters & { onChange: (filters: Partial<DebtsFilters>) => void };

/** Who owes what, and for how long. */
export function DebtsView({ on, dueOnly, onChange }: DebtsViewProps) {
  const { t } = useTranslation();
  const { today } = useBook();
  const askable = isDebtsDay(on, today);
  const report = useReadIf(askable, "reports", "reportDebts", on);
  return (
    <>
      <Group gap="lg" align="flex-end">
        <DayInput
          label={t("reports.debts.on")}
          w="10.5rem"
          value={on}
          onChange={(on) => onChange({ on })}
          maxDate={today}
          placeholder={t("common.today")}
          error={isDay(on) && on > today ? errorText(future(on, today), t) : undefined}
          data-testid="debts-on"
        />
        <Switch
          mb={8}
          label={t("reports.debts.dueOnly")}
          checked={dueOnly}
          onChange={(event) => onChange({ dueOnly: event.currentTarget.checked })}
          data-testid="debts-due"
        />
        {askable && report.data && <TotalOwed report={report.data} />}
      </Group>
      {/* Below a day that is none, the debts of another would be taken for its own. */}
      {askable && (
        <LoadState query={report}>
          {(data) => (
            <Debts report={data} dueOnly={dueOnly} onAll={() => onChange({ dueOnly: false })} />
          )}
        </LoadState>
      )}
    </>
  );
}

/** Seen whatever the table is scrolled to. */
function TotalOwed({ report }: { report: DebtsReport }) {
  const { t } = useTranslation();
  return (
    <div className={classes.owed} data-testid="debts-total">
      <Text size="sm" c="dimmed">
        {t("reports.debts.owed")}
      </Text>
      <Text fz={24} fw={650} lh={1.3}>
        <Amount value={report.total.debt} />
      </Text>
      <AfterAdvance debt={report.total.debt} owed={report.owed} />
    </div>
  );
}

/** As the program would refuse it. */
function future(value: Day, today: Day): AppError {
  return { code: "future_date", message: "", details: { field: "on", value, today } };
}

type DebtsProps = { report: DebtsReport; dueOnly: boolean; onAll: () => void };

function Debts({ report, dueOnly, onAll }: DebtsProps) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const wide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false });
  const columns = useDebtColumns(report.total, dueOnly, wide);
  const day = isolate(formatDay(report.on));
  const rows = dueOnly ? report.rows.filter((row) => row.due) : report.rows;
  if (report.rows.length === 0) {
    return (
      <EmptyState
        icon={IconCash}
        title={t("reports.debts.emptyTitle", { day })}
        text={t("reports.debts.emptyText")}
      />
    );
  }
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={IconMoodSmile}
        title={t("reports.debts.noneDueTitle")}
        text={t("reports.debts.noneDueText")}
        action={
          <Button variant="default" onClick={onAll}>
            {t("reports.debts.showAll")}
          </Button>
        }
      />
    );
  }
  return (
    <DataTable
      // Another selection begins again at its first row.
      key={`${report.on} ${dueOnly} ${wide}`}
      label={t("reports.debts.table", { day })}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.customer_id ?? "passing"}
      onOpen={(row) => {
        if (row.customer_id !== null) navigate(`/customers/${row.customer_id}`);
      }}
      rowHeight={56}
      rowTestId={(row) => `debt-${row.customer_id ?? "passing"}`}
      data-testid="debts-table"
    />
  );
}
