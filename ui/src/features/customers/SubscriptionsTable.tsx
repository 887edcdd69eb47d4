import { IconCalendarTime } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Subscription, SubscriptionState } from "../../api";
import {
  Code,
  type Column,
  DataTable,
  DayText,
  EmptyState,
  StatusBadge,
  type Tone,
} from "../../components";
import { Clipped } from "../../components/Clipped";

const TONES: Record<SubscriptionState, Tone> = {
  upcoming: "info",
  active: "ok",
  expiring: "warning",
  expired: "neutral",
  paused: "neutral",
  cancelled: "neutral",
};

/** What runs, what is about to end, what has ended. */
export function SubscriptionsTable({ name, rows }: { name: string; rows: Subscription[] }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={IconCalendarTime}
        title={t("customers.subscriptions.emptyTitle")}
        text={t("customers.subscriptions.emptyText")}
      />
    );
  }
  const columns: Column<Subscription>[] = [
    {
      id: "product",
      header: t("customers.subscriptions.product"),
      cell: (row) => <Clipped>{row.product}</Clipped>,
      width: "minmax(10rem, 2fr)",
    },
    {
      id: "starts_on",
      header: t("customers.subscriptions.startsOn"),
      cell: (row) => <DayText value={row.starts_on} />,
      width: "5.5rem",
    },
    {
      id: "ends_on",
      header: t("customers.subscriptions.endsOn"),
      cell: (row) => <DayText value={row.ends_on} />,
      width: "5.5rem",
    },
    {
      id: "state",
      header: t("customers.subscriptions.state"),
      cell: (row) => (
        <StatusBadge tone={TONES[row.state]}>{t(`customers.state.${row.state}`)}</StatusBadge>
      ),
      width: "9rem",
    },
    {
      id: "sale",
      header: t("customers.subscriptions.sale"),
      cell: (row) => <Code>{row.sale}</Code>,
      width: "7.5rem",
    },
  ];
  return (
    <DataTable
      label={t("customers.subscriptions.table", { name })}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      onOpen={(row) => navigate(`/sales/${row.sale_id}`)}
      maxHeight="18rem"
    />
  );
}
