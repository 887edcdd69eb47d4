import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Language, ProfitBy, ProfitRow } from "../../api";
import { useLanguage } from "../../app/i18n";
import { Amount, type Column, DayText, None } from "../../components";
import { formatCount, formatDecimal, isNegative } from "../../format";
import { useMethodName } from "../sales/methods";
import classes from "./reports.module.css";

/** "2026-01" → "janvier 2026", as months are called in Algeria in Arabic. */
export function formatMonth(month: string, language: Language): string {
  const start = new Date(`${month}-01T00:00:00Z`);
  if (Number.isNaN(start.getTime())) return month;
  const locale = { fr: "fr-DZ", ar: "ar-DZ-u-nu-latn", en: "en-GB" }[language];
  return new Intl.DateTimeFormat(locale, {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(start);
}

function Label({ by, row }: { by: ProfitBy; row: ProfitRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const methodName = useMethodName();
  if (row.key === "") return <Text inherit>{t(`reports.none.${by}`)}</Text>;
  if (by === "day") return <DayText value={row.key} />;
  if (by === "month") return <span>{formatMonth(row.key, language)}</span>;
  if (by === "method") {
    if (row.key === "unpaid") return <span>{t("reports.unpaid")}</span>;
    // The program names a built-in method by its code.
    return <span>{methodName(row.key, row.label === row.key ? "" : row.label)}</span>;
  }
  return <bdi>{row.label}</bdi>;
}

function Margin({ row }: { row: ProfitRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (row.margin !== null) {
    // Always two decimals: a column of percents is compared by its points.
    const percent = formatDecimal(row.margin, language, 2);
    return (
      <bdi dir="ltr" className={isNegative(row.margin) ? classes.negative : classes.figure}>
        {percent}
        {language === "en" ? "%" : "\u202F%"}
      </bdi>
    );
  }
  return <None title={t("reports.noMargin")} />;
}

/** Two figures in one cell, where the window is small. */
export function Two({ first, second }: { first: ReactNode; second: ReactNode }) {
  return (
    <Stack gap={0}>
      <span>{first}</span>
      <Text span size="xs" c="dimmed">
        {second}
      </Text>
    </Stack>
  );
}

/** The columns of the report; on a small window two figures share one, none is left out. */
export function useProfitColumns(
  by: ProfitBy,
  total: ProfitRow | undefined,
  wide: boolean,
): Column<ProfitRow>[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const figure = (
    id: string,
    header: ReactNode,
    width: string,
    cell: (row: ProfitRow) => ReactNode,
  ): Column<ProfitRow> => ({
    id,
    header,
    width,
    align: "end",
    cell,
    footer: total && cell(total),
  });
  const count = (value: number) => <bdi dir="ltr">{formatCount(value, language)}</bdi>;
  const sales = (row: ProfitRow) => count(row.sales);
  const quantity = (row: ProfitRow) => count(row.quantity);
  const cost = (row: ProfitRow) => <Amount value={row.cost} />;
  const fees = (row: ProfitRow) => <Amount value={row.fees} />;
  const label: Column<ProfitRow> = {
    id: "label",
    header: t(`reports.by.${by}`),
    width: "minmax(8rem, 1fr)",
    cell: (row) => <Label by={by} row={row} />,
    footer: t("reports.total"),
  };
  const revenue = figure("revenue", t("reports.revenue"), "8rem", (row) => (
    <Amount value={row.revenue} />
  ));
  const profit = figure("profit", t("reports.profit"), "8rem", (row) => (
    <Text span inherit fw={600}>
      <Amount value={row.profit} judged />
    </Text>
  ));
  const margin = figure("margin", t("reports.margin"), "5rem", (row) => <Margin row={row} />);
  if (wide) {
    return [
      label,
      figure("sales", t("reports.sales"), "5rem", sales),
      figure("quantity", t("reports.quantity"), "5.5rem", quantity),
      revenue,
      figure("cost", t("reports.cost"), "8rem", cost),
      figure("fees", t("reports.fees"), "7rem", fees),
      profit,
      margin,
    ];
  }
  return [
    label,
    figure(
      "sales",
      <Two first={t("reports.sales")} second={t("reports.quantity")} />,
      "4.5rem",
      (row) => <Two first={sales(row)} second={quantity(row)} />,
    ),
    { ...revenue, width: "7.5rem" },
    figure(
      "cost",
      <Two first={t("reports.cost")} second={t("reports.fees")} />,
      "7.5rem",
      (row) => <Two first={cost(row)} second={fees(row)} />,
    ),
    { ...profit, width: "7.5rem" },
    { ...margin, width: "4.5rem" },
  ];
}
