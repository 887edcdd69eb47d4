import { Anchor, Stack, Text } from "@mantine/core";
import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { DebtAges, DebtRow } from "../../api";
import { useLanguage } from "../../app/i18n";
import { Amount, type Column, DayText, PhoneText, StatusBadge } from "../../components";
import { formatCount } from "../../format";
import { Two } from "./profitColumns";

type Age = "days_0_30" | "days_31_60" | "days_61_90" | "more";

function Customer({ row }: { row: DebtRow }) {
  const { t } = useTranslation();
  if (row.customer_id === null) return <span>{t("reports.none.customer")}</span>;
  return (
    <Anchor
      component={Link}
      href={`/customers/${row.customer_id}`}
      inherit
      // The row leads there as well.
      onClick={(event: MouseEvent) => event.stopPropagation()}
    >
      <bdi>{row.customer}</bdi>
    </Anchor>
  );
}

/** When he said that he would pay, and whether he is to be reminded. */
function Promised({ row }: { row: DebtRow }) {
  const { t } = useTranslation();
  return (
    <Stack gap={2} align="flex-start">
      {row.promised_on !== null && <DayText value={row.promised_on} />}
      {row.due && <StatusBadge tone="warning">{t("reports.debts.due")}</StatusBadge>}
    </Stack>
  );
}

/** The columns of the debts; on a small window two of them share one, none is left out. */
export function useDebtColumns(
  total: DebtAges,
  selected: boolean,
  wide: boolean,
): Column<DebtRow>[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const count = (row: DebtRow) => <bdi dir="ltr">{formatCount(row.sales, language)}</bdi>;
  const amount = (ages: DebtAges, of: Age) => <Amount value={ages[of]} currency={false} />;
  const customer: Column<DebtRow> = {
    id: "customer",
    header: t("reports.debts.customer"),
    width: "minmax(9rem, 1fr)",
    cell: (row) => <Customer row={row} />,
    // The program adds up all debts; what was picked out of them is no sum of its own.
    footer: t(selected ? "reports.debts.totalAll" : "reports.debts.total"),
  };
  const debt: Column<DebtRow> = {
    id: "debt",
    header: t("reports.debts.debt"),
    width: "8.5rem",
    align: "end",
    cell: (row) => (
      <Text span inherit fw={600}>
        <Amount value={row.debt} />
      </Text>
    ),
    footer: <Amount value={total.debt} />,
  };
  const promised: Column<DebtRow> = {
    id: "promised",
    header: t("reports.debts.promised"),
    width: "7rem",
    cell: (row) => <Promised row={row} />,
  };
  const age = (of: Age): Column<DebtRow> => ({
    id: of,
    header: t(`reports.debts.${of}`),
    width: "6.5rem",
    align: "end",
    cell: (row) => amount(row, of),
    footer: amount(total, of),
  });
  if (wide) {
    return [
      customer,
      {
        id: "phone",
        header: t("reports.debts.phone"),
        width: "7.5rem",
        cell: (row) => row.phone && <PhoneText value={row.phone} />,
      },
      { id: "sales", header: t("reports.debts.sales"), width: "4.5rem", align: "end", cell: count },
      {
        id: "oldest",
        header: t("reports.debts.oldest"),
        width: "7rem",
        cell: (row) => <DayText value={row.oldest} />,
      },
      age("days_0_30"),
      age("days_31_60"),
      age("days_61_90"),
      age("more"),
      debt,
      promised,
    ];
  }
  const two = (first: Age, second: Age): Column<DebtRow> => ({
    id: first,
    header: <Two first={t(`reports.debts.${first}`)} second={t(`reports.debts.${second}`)} />,
    width: "6.5rem",
    align: "end",
    cell: (row) => <Two first={amount(row, first)} second={amount(row, second)} />,
    footer: <Two first={amount(total, first)} second={amount(total, second)} />,
  });
  return [
    {
      ...customer,
      header: <Two first={t("reports.debts.customer")} second={t("reports.debts.phone")} />,
      cell: (row) => (
        <Two first={<Customer row={row} />} second={row.phone && <PhoneText value={row.phone} />} />
      ),
    },
    {
      id: "oldest",
      header: <Two first={t("reports.debts.oldest")} second={t("reports.debts.sales")} />,
      width: "7rem",
      cell: (row) => <Two first={<DayText value={row.oldest} />} second={count(row)} />,
    },
    two("days_0_30", "days_31_60"),
    two("days_61_90", "more"),
    debt,
    promised,
  ];
}
