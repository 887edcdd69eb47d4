import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SaleRow } from "../../api";
import { Amount, Code, type Column, DayText, None } from "../../components";
import { isZero } from "../../format";
import { SaleStatusBadge } from "./SaleStatusBadge";
import classes from "./sales.module.css";

function Two({ first, second }: { first: ReactNode; second: ReactNode }) {
  return (
    <Stack gap={0}>
      <span className={classes.ellipsis}>{first}</span>
      <Text span size="xs" c="dimmed" className={classes.ellipsis}>
        {second}
      </Text>
    </Stack>
  );
}

function Debt({ value }: { value: string }) {
  // No debt is the rule: a dash lets the debts be seen.
  return isZero(value) ? (
    <None />
  ) : (
    <Text span inherit fw={600}>
      <Amount value={value} />
    </Text>
  );
}

/** The columns of the list; on a small window two readings share one, none is left out. */
export function useSaleColumns(wide: boolean): Column<SaleRow>[] {
  const { t } = useTranslation();
  const customer = (row: SaleRow) =>
    row.customer_id === null ? (
      <Text span inherit c="dimmed">
        {t("sales.passing")}
      </Text>
    ) : (
      <bdi>{row.customer}</bdi>
    );
  const number = (row: SaleRow) => (
    <Text span inherit fw={500} td={row.status === "cancelled" ? "line-through" : undefined}>
      <Code>{row.number}</Code>
    </Text>
  );
  const date = (row: SaleRow) => <DayText value={row.date} />;
  const total = (row: SaleRow) => <Amount value={row.total} />;
  // A sale taken back leaves no loss to look at.
  const profit = (row: SaleRow) => (
    <Amount value={row.profit} judged={row.status !== "cancelled"} />
  );
  const paid = (row: SaleRow) => <Amount value={row.paid} />;
  const debt = (row: SaleRow) => <Debt value={row.debt} />;
  const status: Column<SaleRow> = {
    id: "status",
    header: t("sales.list.status"),
    width: "8.5rem",
    cell: (row) => <SaleStatusBadge status={row.status} />,
  };
  if (wide) {
    return [
      { id: "number", header: t("sales.list.number"), width: "8rem", cell: number },
      { id: "date", header: t("sales.list.date"), width: "6rem", cell: date },
      {
        id: "customer",
        header: t("sales.list.customer"),
        width: "minmax(8rem, 1fr)",
        cell: (row) => <span className={classes.ellipsis}>{customer(row)}</span>,
      },
      {
        id: "products",
        header: t("sales.list.products"),
        width: "minmax(8rem, 1.4fr)",
        cell: (row) => (
          <span className={classes.ellipsis}>
            <bdi>{row.products}</bdi>
          </span>
        ),
      },
      { id: "total", header: t("sales.list.total"), width: "7.5rem", align: "end", cell: total },
      { id: "profit", header: t("sales.list.profit"), width: "7rem", align: "end", cell: profit },
      { id: "paid", header: t("sales.list.paid"), width: "7.5rem", align: "end", cell: paid },
      { id: "debt", header: t("sales.list.debt"), width: "7rem", align: "end", cell: debt },
      status,
    ];
  }
  return [
    {
      id: "number",
      header: <Two first={t("sales.list.number")} second={t("sales.list.date")} />,
      width: "7.5rem",
      cell: (row) => <Two first={number(row)} second={date(row)} />,
    },
    {
      id: "customer",
      header: <Two first={t("sales.list.customer")} second={t("sales.list.products")} />,
      width: "minmax(9rem, 1fr)",
      cell: (row) => <Two first={customer(row)} second={<bdi>{row.products}</bdi>} />,
    },
    {
      id: "total",
      header: <Two first={t("sales.list.total")} second={t("sales.list.profit")} />,
      width: "7rem",
      align: "end",
      cell: (row) => <Two first={total(row)} second={profit(row)} />,
    },
    {
      id: "paid",
      header: <Two first={t("sales.list.paid")} second={t("sales.list.debt")} />,
      width: "7rem",
      align: "end",
      cell: (row) => <Two first={paid(row)} second={debt(row)} />,
    },
    status,
  ];
}
