import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Day, Payment, ReceiptLine, SaleReceipt } from "../../api";
import { useLanguage } from "../../app/i18n";
import { Amount, type Column, DayText } from "../../components";
import { PaperDocument, usePaper } from "../../components/print";
import { formatCount, formatDay, isNegative, isolate, isZero } from "../../format";
import { useMethodName } from "../sales/methods";
import { ReceiptTop, Sum, Sums, unsigned } from "./parts";
import classes from "./receipts.module.css";

/** A line has no id of its own; its place on the receipt names it. */
type Line = ReceiptLine & { place: number };

/** What the customer takes home: nothing of what it cost the shop stands in it. */
export function SaleReceiptPaper({ receipt }: { receipt: SaleReceipt }) {
  const { t } = useTranslation();
  const { format } = usePaper();
  const wide = useWideColumns(receipt);
  const narrow = useNarrowColumns();
  return (
    <PaperDocument<Line>
      top={
        <>
          <ReceiptTop head={receipt.head} title={t("receipts.sale.title")} />
          {receipt.cancelled && <p className={classes.stamp}>{t("receipts.sale.cancelled")}</p>}
        </>
      }
      columns={format === "roll" ? narrow : wide}
      rows={receipt.lines.map((line, place) => ({ ...line, place }))}
      rowKey={(line) => String(line.place)}
      bottom={<Bottom receipt={receipt} />}
    />
  );
}

function Product({ line, children }: { line: Line; children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <>
      <div className={classes.product}>
        <bdi>{line.product}</bdi>
      </div>
      {children}
      {line.ends_on !== null && (
        <div className={classes.small}>
          {t("receipts.sale.until", { day: isolate(formatDay(line.ends_on)) })}
        </div>
      )}
    </>
  );
}

function Times({ line }: { line: Line }) {
  const language = useLanguage();
  return (
    <bdi dir="ltr">
      {formatCount(line.quantity, language)} × <Amount value={line.unit_price} />
    </bdi>
  );
}

function useNarrowColumns(): Column<Line>[] {
  const { t } = useTranslation();
  const product = (line: Line) => (
    <Product line={line}>
      <div className={classes.small}>
        <Times line={line} />
      </div>
      {!isZero(line.discount) && (
        <div className={classes.small}>
          {t("receipts.sale.discount")} <Amount value={`-${line.discount}`} />
        </div>
      )}
    </Product>
  );
  const total = (line: Line) => <Amount value={line.total} />;
  return [
    { id: "product", header: "", cell: product },
    { id: "total", header: "", cell: total, align: "end" },
  ];
}

function useWideColumns({ lines }: SaleReceipt): Column<Line>[] {
  const { t } = useTranslation();
  const discount: Column<Line> = {
    id: "discount",
    header: t("receipts.sale.discount"),
    cell: (line) => !isZero(line.discount) && <Amount value={`-${line.discount}`} />,
    align: "end",
  };
  return [
    {
      id: "product",
      header: t("receipts.sale.product"),
      cell: (line) => <Product line={line} />,
    },
    {
      id: "price",
      header: t("receipts.sale.price"),
      cell: (line) => <Times line={line} />,
      align: "end",
    },
    ...(lines.every((line) => isZero(line.discount)) ? [] : [discount]),
    {
      id: "total",
      header: t("receipts.sale.lineTotal"),
      cell: (line) => <Amount value={line.total} />,
      align: "end",
    },
  ];
}

function Bottom({ receipt }: { receipt: SaleReceipt }) {
  const { t } = useTranslation();
  const { balance } = receipt;
  return (
    <>
      <Sums>
        <Sum name={t("receipts.sale.total")} strong>
          <Amount value={receipt.total} />
        </Sum>
        <Payments receipt={receipt} />
        <Sum name={t("receipts.sale.paid")}>
          <Amount value={receipt.paid} />
        </Sum>
        <Sum name={t("receipts.sale.left")} strong>
          <Amount value={receipt.debt} />
        </Sum>
        {balance !== null && (
          <Sum name={t(isNegative(balance) ? "receipts.sale.advance" : "receipts.sale.balance")}>
            <Amount value={unsigned(balance)} />
          </Sum>
        )}
      </Sums>
      <p className={classes.thanks}>{t("receipts.sale.thanks")}</p>
    </>
  );
}

/** Way to pay by way to pay, with its day where that isn't the sale's. */
function Payments({ receipt }: { receipt: SaleReceipt }) {
  const { t } = useTranslation();
  const methodName = useMethodName();
  return receipt.payments.map((payment) => (
    <Sum
      key={payment.id}
      name={
        <>
          {kindOf(payment, methodName(payment.method, payment.method_name), t)}
          <Paid on={payment.date} unless={receipt.head.date} />
        </>
      }
    >
      <Amount value={payment.amount} />
    </Sum>
  ));
}

function kindOf({ amount }: Payment, method: string, t: TFunction): string {
  return isNegative(amount) ? t("receipts.sale.refund", { method }) : method;
}

function Paid({ on, unless }: { on: Day; unless: Day }) {
  if (on === unless) return null;
  return (
    <span className={classes.small}>
      {" "}
      <DayText value={on} />
    </span>
  );
}
