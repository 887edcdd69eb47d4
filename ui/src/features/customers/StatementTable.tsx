import { IconReceipt } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Statement, StatementLine } from "../../api";
import { Amount, Code, type Column, DataTable, DayText, EmptyState, None } from "../../components";
import { PaymentReceiptButton, usePaymentReceipt } from "../receipts/ReceiptButtons";

/** A line has no id of its own; its place in the statement names it. */
type Line = StatementLine & { place: number };

/** What was sold and paid, oldest first, and what was owed after each. */
export function StatementTable({ statement }: { statement: Statement }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const receipt = usePaymentReceipt();
  const rows: Line[] = statement.lines.map((line, place) => ({ ...line, place }));
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={IconReceipt}
        title={t("customers.statement.emptyTitle")}
        text={t("customers.statement.emptyText")}
      />
    );
  }
  const columns: Column<Line>[] = [
    {
      id: "date",
      header: t("customers.statement.date"),
      cell: (row) => <DayText value={row.date} />,
      width: "6rem",
    },
    {
      id: "kind",
      header: t("customers.statement.kind"),
      cell: (row) => t(`customers.line.${row.kind}`),
      footer: t("customers.page.debt"),
      width: "minmax(5.5rem, 1fr)",
    },
    {
      id: "reference",
      header: t("customers.statement.reference"),
      cell: (row) => (row.reference ? <Code>{row.reference}</Code> : <None />),
      width: "minmax(7rem, 1fr)",
    },
    {
      id: "amount",
      header: t("customers.statement.amount"),
      cell: (row) => <Amount value={row.amount} signed />,
      align: "end",
      width: "8rem",
    },
    {
      id: "balance",
      header: t("customers.statement.balance"),
      cell: (row) => <Amount value={row.balance} />,
      footer: <Amount value={statement.debt} />,
      align: "end",
      width: "8rem",
    },
    {
      id: "receipt",
      header: t("receipts.payment.column"),
      cell: ({ date, amount, payment_id: payment }) =>
        payment !== null && (
          <PaymentReceiptButton date={date} amount={amount} onOpen={() => receipt.open(payment)} />
        ),
      align: "end",
      width: "3.5rem",
    },
  ];
  return (
    <>
      <DataTable
        label={t("customers.statement.table", { name: statement.customer.name })}
        columns={columns}
        rows={rows}
        rowKey={(row) => String(row.place)}
        onOpen={(row) => {
          if (row.sale_id !== null) navigate(`/sales/${row.sale_id}`);
        }}
        maxHeight="28rem"
        data-testid="statement"
      />
      {receipt.dialog}
    </>
  );
}
