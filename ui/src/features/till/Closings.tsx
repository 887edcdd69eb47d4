import { Button, Group, Stack, Title } from "@mantine/core";
import { IconCalculator } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type Closing, useRead, useReadIf } from "../../api";
import { useBook } from "../../app/BookContext";
import {
  Amount,
  type Column,
  DataTable,
  DayText,
  EmptyState,
  InstantText,
  LoadState,
} from "../../components";
import { Clipped } from "../../components/Clipped";
import { LateSkeleton } from "../../components/Page";
import { useDialog } from "../../components/useDialog";
import { sum } from "../../exact";
import { PeriodInput } from "../reports/PeriodInput";
import { isAskable, type Period, periodOf } from "../reports/period";
import { Two } from "../reports/profitColumns";
import { ClosingDialog, useActorName } from "./ClosingDialog";
import { CountedAmount } from "./figures";

type Props = { period: Period; onPeriod: (period: Period) => void };

/** The days that were closed, the newest first. */
export function Closings({ period, onPeriod }: Props) {
  const { t } = useTranslation();
  const askable = isAskable(period);
  const closings = useReadIf(askable, "till", "tillClosings", period.from, period.to);
  const columns = useClosingColumns();
  const details = useDialog<Closing>();
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end" gap="md">
        <Title order={2} size="h4">
          {t("till.closings.title")}
        </Title>
        <PeriodInput value={period} onChange={onPeriod} />
      </Group>
      {askable && (
        <LoadState query={closings}>
          {(rows) =>
            rows.length === 0 ? (
              <NoClosings period={period} onPeriod={onPeriod} />
            ) : (
              <DataTable
                label={t("till.closings.table")}
                columns={columns}
                rows={rows}
                rowKey={(row) => row.id}
                onOpen={details.open}
                rowHeight={56}
                rowTestId={(row) => `closing-${row.id}`}
                data-testid="closings-table"
              />
            )
          }
        </LoadState>
      )}
      {details.target && (
        <ClosingDialog
          key={details.key}
          closing={details.target}
          opened={details.opened}
          onClose={details.close}
        />
      )}
    </Stack>
  );
}

function NoClosings({ period, onPeriod }: Props) {
  const { t } = useTranslation();
  const { today } = useBook();
  const all = useRead("till", "tillClosings", null, null);
  if (all.isPending) return <LateSkeleton />;
  // Of a shop that never closed a day, no other period holds anything.
  const elsewhere = (period.from !== null || period.to !== null) && all.data?.length !== 0;
  return (
    <EmptyState
      icon={IconCalculator}
      title={t(elsewhere ? "till.closings.noneTitle" : "till.closings.emptyTitle")}
      text={t("till.closings.emptyText")}
      action={
        elsewhere && (
          <Button variant="default" onClick={() => onPeriod(periodOf("all", today))}>
            {t("reports.showAll")}
          </Button>
        )
      }
    />
  );
}

function useClosingColumns(): Column<Closing>[] {
  const { t } = useTranslation();
  const actorName = useActorName();
  return [
    {
      id: "date",
      header: t("common.date"),
      width: "6rem",
      cell: (row) => <DayText value={row.date} />,
    },
    {
      id: "actor",
      header: t("till.closings.actor"),
      width: "8rem",
      cell: (row) => (
        <Two first={actorName(row.actor)} second={<InstantText value={row.recorded_at} />} />
      ),
    },
    {
      id: "expected",
      header: t("till.expected"),
      width: "6.5rem",
      align: "end",
      cell: (row) => (
        <Amount value={sum(row.lines.map(({ expected }) => expected))} currency={false} />
      ),
    },
    {
      id: "counted",
      header: t("till.counted"),
      width: "7.5rem",
      align: "end",
      cell: (row) => (
        <CountedAmount
          there={sum(row.lines.map(({ counted, expected }) => counted ?? expected))}
          uncounted={row.lines.filter(({ counted }) => counted === null).length}
        />
      ),
    },
    {
      id: "gap",
      header: t("till.gap"),
      width: "6rem",
      align: "end",
      cell: (row) => <Amount value={row.gap} currency={false} signed judged />,
    },
    {
      id: "note",
      header: t("common.note"),
      width: "minmax(6rem, 1fr)",
      cell: (row) => <Clipped>{row.note}</Clipped>,
    },
  ];
}
