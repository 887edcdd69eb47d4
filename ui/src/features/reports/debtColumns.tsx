import { Anchor, Stack, Text } from "@mantine/core";
import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { DebtAges, DebtRow, Money } from "../../api";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { Amount, type Column, DayText, None, PhoneText, StatusBadge } from "../../components";
import { formatCount, formatMoney, isolate, isZero } from "../../format";
import { Two } from "./profitColumns";
import classes from "./reports.module.css";

type Age = "days_0_30" | "days_31_60" | "days_61_90" | "more";

const AGES: readonly Age[] = ["days_0_30", "days_31_60", "days_61_90", "more"];

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

/** What is left to ask for, where an advance covers a part of the debt or all of it. */
export function AfterAdvance({ debt, owed }: { debt: Money; owed: Money }) {
  const { t } = useTranslation();
  const currency = useCurrency();
  const language = useLanguage();
  if (debt === owed) return null;
  return (
    <Text size="sm" c="dimmed" fw={400}>
      {t("reports.debts.afterAdvance", { amount: isolate(formatMoney(owed, currency, language)) })}
    </Text>
  );
}

/** When he said that he would pay, and whether he is to be reminded. */
function Promised({ row }: { row: DebtRow }) {
  const { t } = useTranslation();
  return (
    <Stack gap={2} align="flex-start">
      {row.promised_on !== null && <DayText value={row.promised_on} />}
      {row.promised_on === null && !row.due && <None />}
      {row.due && <StatusBadge tone="warning">{t("reports.debts.due")}</StatusBadge>}
    </Stack>
  );
}

/** Nothing of that age is a dash: the debts stand out among them. */
function AgeAmount({ value }: { value: string }) {
  return isZero(value) ? <None /> : <Amount value={value} currency={false} />;
}

/** The ages that there are, each with its name: where they have no room beside each other. */
function AgeList({ ages }: { ages: DebtAges }) {
  const { t } = useTranslation();
  return (
    <dl className={classes.ages}>
      {AGES.filter((of) => !isZero(ages[of])).map((of) => (
        <div key={of}>
          <dt>{t(`reports.debts.${of}`)}</dt>
          <dd>
            <Amount value={ages[of]} currency={false} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The columns of the debts; on a small window the four ages share one, none is left out. */
export function useDebtColumns(
  total: DebtAges,
  selected: boolean,
  wide: boolean,
): Column<DebtRow>[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const age = (of: Age): Column<DebtRow> => ({
    id: of,
    header: t(`reports.debts.${of}`),
    width: "5.75rem",
    align: "end",
    cell: (row) => <AgeAmount value={row[of]} />,
    footer: <AgeAmount value={total[of]} />,
  });
  const ages: Column<DebtRow> = {
    id: "ages",
    header: t("reports.debts.ages"),
    width: "11.5rem",
    cell: (row) => <AgeList ages={row} />,
    footer: <AgeList ages={total} />,
  };
  return [
    {
      id: "customer",
      header: <Two first={t("reports.debts.customer")} second={t("reports.debts.phone")} />,
      width: "minmax(7rem, 1fr)",
      cell: (row) => (
        <Two first={<Customer row={row} />} second={row.phone && <PhoneText value={row.phone} />} />
      ),
      // The program adds up all debts; what was picked out of them is no sum of its own.
      footer: t(selected ? "reports.debts.totalAll" : "reports.debts.total"),
    },
    {
      id: "oldest",
      header: <Two first={t("reports.debts.oldest")} second={t("reports.debts.sales")} />,
      width: "6rem",
      cell: (row) => (
        <Two
          first={<DayText value={row.oldest} />}
          second={<bdi dir="ltr">{formatCount(row.sales, language)}</bdi>}
        />
      ),
    },
    ...(wide ? AGES.map(age) : [ages]),
    {
      id: "debt",
      header: t("reports.debts.debt"),
      width: "7.75rem",
      align: "end",
      cell: (row) => (
        <Stack gap={0}>
          <Text span inherit fw={600}>
            <Amount value={row.debt} />
          </Text>
          <AfterAdvance debt={row.debt} owed={row.owed} />
        </Stack>
      ),
      footer: <Amount value={total.debt} />,
    },
    {
      id: "promised",
      header: t("reports.debts.promised"),
      width: "7rem",
      cell: (row) => <Promised row={row} />,
    },
  ];
}
