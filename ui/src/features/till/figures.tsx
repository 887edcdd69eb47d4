// What the count and a closing that was made show alike: the same figures, in the same columns.
import { Table, VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Money, TillLine } from "../../api";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { Amount, StatusBadge } from "../../components";
import { sum } from "../../exact";
import { formatMoney, isNegative, isolate, isZero } from "../../format";
import { Two } from "../reports/profitColumns";
import classes from "./till.module.css";

const FIGURES = ["opening", "received", "paid_out", "fees", "expected"] as const;
export type Figure = (typeof FIGURES)[number];

/** On a small window two figures share one column, none is left out. */
const ALONE: readonly (readonly Figure[])[] = FIGURES.map((figure) => [figure]);
const IN_PAIRS: readonly (readonly Figure[])[] = [
  ["opening", "received"],
  ["paid_out", "fees"],
  ["expected"],
];

const columnsOf = (wide: boolean) => (wide ? ALONE : IN_PAIRS);

/** With the way to pay and what was counted, its gap and what stays. */
export const columnCount = (wide: boolean) => columnsOf(wide).length + 4;

export function useWide(): boolean {
  return useMediaQuery("(min-width: 82em)", true, { getInitialValueInEffect: false });
}

function Pair({ figures, of }: { figures: readonly Figure[]; of: (of: Figure) => ReactNode }) {
  const [first, second] = figures;
  if (first === undefined) return null;
  return second === undefined ? of(first) : <Two first={of(first)} second={of(second)} />;
}

export function FigureHead({ wide }: { wide: boolean }) {
  const { t } = useTranslation();
  const end = classes.figure ?? "";
  return (
    <Table.Thead className={classes.head}>
      <Table.Tr>
        <Table.Th>{t("till.method")}</Table.Th>
        {columnsOf(wide).map((figures) => (
          <Table.Th key={figures[0]} className={end}>
            <Pair figures={figures} of={(figure) => t(`till.${figure}`)} />
          </Table.Th>
        ))}
        <Table.Th className={end}>{t("till.counted")}</Table.Th>
        <Table.Th className={end}>{t("till.gap")}</Table.Th>
        <Table.Th className={end}>{t("till.kept")}</Table.Th>
      </Table.Tr>
    </Table.Thead>
  );
}

type FigureCellsProps = {
  values: Record<Figure, Money>;
  wide: boolean;
  /** In the place of the opening amount: the field for it. */
  opening?: ReactNode;
};

export function FigureCells({ values, wide, opening }: FigureCellsProps) {
  const of = (figure: Figure) =>
    (figure === "opening" && opening) || <Amount value={values[figure]} currency={false} />;
  return columnsOf(wide).map((figures) => (
    <Table.Td key={figures[0]} className={classes.figure}>
      <Pair figures={figures} of={of} />
    </Table.Td>
  ));
}

function totalsOf(lines: readonly TillLine[]): Record<Figure, Money> {
  const total = (figure: Figure) => sum(lines.map((line) => line[figure]));
  return {
    opening: total("opening"),
    received: total("received"),
    paid_out: total("paid_out"),
    fees: total("fees"),
    expected: total("expected"),
  };
}

type TotalsProps = {
  lines: readonly TillLine[];
  there: Money;
  gap: Money;
  kept: Money;
  uncounted: number;
  wide: boolean;
};

export function TotalsRow({ lines, there, gap, kept, uncounted, wide }: TotalsProps) {
  const { t } = useTranslation();
  return (
    <Table.Tfoot className={classes.totals}>
      <Table.Tr>
        <Table.Th scope="row">{t("common.total")}</Table.Th>
        <FigureCells values={totalsOf(lines)} wide={wide} />
        <Table.Td className={classes.figure}>
          <CountedAmount there={there} uncounted={uncounted} />
        </Table.Td>
        <Table.Td className={classes.figure}>
          <Amount value={gap} currency={false} signed judged />
        </Table.Td>
        <Table.Td className={classes.figure}>
          <Amount value={kept} currency={false} />
        </Table.Td>
      </Table.Tr>
    </Table.Tfoot>
  );
}

/** A sum of what is there; how many ways to pay stand in it as the book says, uncounted. */
export function CountedAmount({ there, uncounted }: { there: Money; uncounted: number }) {
  const { t } = useTranslation();
  const amount = <Amount value={there} currency={false} />;
  if (uncounted === 0) return amount;
  return <Two first={amount} second={t("till.uncounted", { count: uncounted })} />;
}

/** The sign alone says little to who hears it: there the gap is a sentence. */
export function Gap({ gap, name }: { gap: Money; name: string }) {
  const { t } = useTranslation();
  const currency = useCurrency();
  const language = useLanguage();
  if (isZero(gap)) {
    return (
      <StatusBadge tone="ok">
        {t("till.right")} <span aria-hidden>✓</span>
      </StatusBadge>
    );
  }
  const amount = isolate(formatMoney(gap.replace("-", ""), currency, language));
  return (
    <>
      <span aria-hidden>
        <Amount value={gap} currency={false} signed judged />
      </span>
      <VisuallyHidden>
        {t(isNegative(gap) ? "till.less" : "till.more", { name, amount })}
      </VisuallyHidden>
    </>
  );
}
