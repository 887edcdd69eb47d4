// A receipt as it will be printed, asked for when it is opened.
import { useTranslation } from "react-i18next";
import { type Id, type Statement, useReadIf } from "../../api";
import { useBook } from "../../app/BookContext";
import { type Format, PrintDialog } from "../../components/print";
import { PaymentReceiptPaper } from "./PaymentReceiptPaper";
import { SaleReceiptPaper } from "./SaleReceiptPaper";
import { StatementPaper } from "./StatementPaper";

const BOTH: readonly Format[] = ["roll", "a4"];

type ReceiptDialogProps = { id: Id; opened: boolean; onClose: () => void };

export function SaleReceiptDialog({ id, opened, onClose }: ReceiptDialogProps) {
  const { t } = useTranslation();
  const receipt = useReadIf(opened, "sales", "saleReceipt", id);
  return (
    <PrintDialog
      opened={opened}
      onClose={onClose}
      title={t("receipts.sale.dialog")}
      query={receipt}
      formats={BOTH}
      language={({ head }) => head.language}
      name={({ head }) => t("receipts.file", { number: head.number })}
    >
      {(found) => <SaleReceiptPaper receipt={found} />}
    </PrintDialog>
  );
}

export function PaymentReceiptDialog({ id, opened, onClose }: ReceiptDialogProps) {
  const { t } = useTranslation();
  const receipt = useReadIf(opened, "sales", "paymentReceipt", id);
  return (
    <PrintDialog
      opened={opened}
      onClose={onClose}
      title={t("receipts.payment.dialog")}
      query={receipt}
      formats={BOTH}
      language={({ head }) => head.language}
      name={({ head }) => t("receipts.file", { number: head.number })}
    >
      {(found) => <PaymentReceiptPaper receipt={found} />}
    </PrintDialog>
  );
}

type StatementDialogProps = { statement: Statement; opened: boolean; onClose: () => void };

export function StatementDialog({ statement, opened, onClose }: StatementDialogProps) {
  const { t } = useTranslation();
  const book = useBook();
  return (
    <PrintDialog
      opened={opened}
      onClose={onClose}
      title={t("customers.statement.table", { name: statement.customer.name })}
      query={{ data: statement, error: null, refetch: () => undefined }}
      language={({ customer }) => customer.language ?? book.language}
      name={({ customer }) => t("customers.statement.table", { name: customer.name })}
    >
      {(shown) => <StatementPaper statement={shown} />}
    </PrintDialog>
  );
}
