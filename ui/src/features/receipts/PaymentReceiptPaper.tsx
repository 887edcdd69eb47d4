import { useTranslation } from "react-i18next";
import type { PaymentReceipt, ReceiptPart } from "../../api";
import { Amount, Code, type Column } from "../../components";
import { PaperDocument, usePaper } from "../../components/print";
import { isNegative, isZero } from "../../format";
import { useMethodName } from "../sales/methods";
import { ReceiptTop, Sum, Sums, unsigned, useStanding } from "./parts";
import classes from "./receipts.module.css";

/** What was handed over, or back, and where the customer stands since. */
export function PaymentReceiptPaper({ receipt }: { receipt: PaymentReceipt }) {
  const { format } = usePaper();
  const back = isNegative(receipt.amount);
  const columns = usePartColumns(back, format === "roll");
  return (
    <PaperDocument<ReceiptPart>
      top={<Top receipt={receipt} back={back} />}
      columns={columns}
      rows={receipt.parts}
      rowKey={(part) => part.number}
      bottom={<Bottom receipt={receipt} back={back} />}
    />
  );
}

type Props = { receipt: PaymentReceipt; back: boolean };

function Top({ receipt, back }: Props) {
  const { t } = useTranslation();
  const methodName = useMethodName();
  return (
    <>
      <ReceiptTop
        head={receipt.head}
        title={t(back ? "receipts.payment.backTitle" : "receipts.payment.title")}
      />
      <div className={classes.handed}>
        <span>{t(back ? "receipts.payment.handedBack" : "receipts.payment.received")}</span>
        <strong>
          <Amount value={unsigned(receipt.amount)} />
        </strong>
        <span>{methodName(receipt.method, receipt.method_name)}</span>
      </div>
    </>
  );
}

function usePartColumns(back: boolean, narrow: boolean): Column<ReceiptPart>[] {
  const { t } = useTranslation();
  const sale = (part: ReceiptPart) => <Code>{part.number}</Code>;
  return [
    {
      id: "sale",
      header: narrow ? "" : t(back ? "receipts.payment.salesBack" : "receipts.payment.sales"),
      cell: (part) =>
        narrow ? (
          <>
            {t("receipts.payment.sale")} {sale(part)}
          </>
        ) : (
          sale(part)
        ),
    },
    {
      id: "amount",
      header: narrow ? "" : t("receipts.payment.amount"),
      cell: (part) => <Amount value={unsigned(part.amount)} />,
      align: "end",
    },
  ];
}

function Bottom({ receipt, back }: Props) {
  const { t } = useTranslation();
  const { format } = usePaper();
  const standing = useStanding();
  return (
    <>
      <Sums>
        {!isZero(receipt.advance) && (
          <Sum name={t(back ? "receipts.payment.fromAdvance" : "receipts.payment.kept")}>
            <Amount value={unsigned(receipt.advance)} />
          </Sum>
        )}
        <Sum name={t("receipts.payment.before")}>{standing(receipt.before)}</Sum>
        <Sum name={t("receipts.payment.after")} strong>
          {standing(receipt.after)}
        </Sum>
      </Sums>
      {format === "a4" && (
        <div className={classes.signatures}>
          <span>{t("receipts.payment.customerSigns")}</span>
          <span>{t("receipts.payment.shopSigns")}</span>
        </div>
      )}
      <p className={classes.thanks}>{t("receipts.sale.thanks")}</p>
    </>
  );
}
