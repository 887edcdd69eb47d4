import { useTranslation } from "react-i18next";
import type { Statement, StatementLine } from "../../api";
import { useBook } from "../../app/BookContext";
import { Amount, Code, type Column, DayText, PhoneText } from "../../components";
import { PaperDocument } from "../../components/print";
import { isZero } from "../../format";
import { Mark, PaperHead, Sum, Sums } from "./parts";
import classes from "./receipts.module.css";

type Line = StatementLine & { place: number };

/** All that was sold to a customer and all that he paid, with what he owed behind each. */
export function StatementPaper({ statement }: { statement: Statement }) {
  const { t } = useTranslation();
  const { customer } = statement;
  const columns = useStatementColumns(statement);
  return (
    <PaperDocument<Line>
      top={<Top statement={statement} />}
      columns={columns}
      rows={statement.lines.map((line, place) => ({ ...line, place }))}
      rowKey={(line) => String(line.place)}
      bottom={
        statement.lines.length === 0 ? (
          <p className={classes.thanks}>{t("customers.statement.emptyTitle")}</p>
        ) : (
          !isZero(customer.credit) && (
            <Sums>
              <Sum name={t("receipts.sale.advance")}>
                <Amount value={customer.credit} />
              </Sum>
            </Sums>
          )
        )
      }
    />
  );
}

function Top({ statement: { customer } }: { statement: Statement }) {
  const { t } = useTranslation();
  const { name, letterhead, today } = useBook();
  return (
    <PaperHead shop={name} letterhead={letterhead} title={t("customers.statement.title")}>
      <Mark name={t("receipts.customer")}>
        <bdi>{customer.name}</bdi>
      </Mark>
      {customer.phone && (
        <Mark name={t("receipts.phone")}>
          <PhoneText value={customer.phone} />
        </Mark>
      )}
      <Mark name={t("receipts.date")}>
        <DayText value={today} />
      </Mark>
    </PaperHead>
  );
}

function useStatementColumns({ debt }: Statement): Column<Line>[] {
  const { t } = useTranslation();
  return [
    {
      id: "date",
      header: t("customers.statement.date"),
      cell: (line) => <DayText value={line.date} />,
      footer: t("receipts.statement.total"),
    },
    {
      id: "kind",
      header: t("customers.statement.kind"),
      cell: (line) => t(`customers.line.${line.kind}`),
    },
    {
      id: "reference",
      header: t("customers.statement.reference"),
      cell: (line) => line.reference && <Code>{line.reference}</Code>,
    },
    {
      id: "amount",
      header: t("customers.statement.amount"),
      cell: (line) => <Amount value={line.amount} signed />,
      align: "end",
    },
    {
      id: "balance",
      header: t("customers.statement.balance"),
      cell: (line) => <Amount value={line.balance} />,
      footer: <Amount value={debt} />,
      align: "end",
    },
  ];
}
