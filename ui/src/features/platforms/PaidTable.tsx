import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PaidDeposit, PaidSupplier, Platform, SupplierAccount } from "../../api";
import { Amount, type Column, DataTable, DayText, None } from "../../components";
import { Clipped } from "../../components/Clipped";
import { isZero } from "../../format";
import { useMethodName } from "../sales/methods";

type Props = { platform: Platform; account: SupplierAccount };

/** What a supplier was paid, the newest first, each payment with the deposits that it paid. */
export function PaidTable({ platform, account }: Props) {
  const { t } = useTranslation();
  const columns = usePaidColumns(account);
  return (
    <DataTable
      label={t("platforms.account.table", { name: platform.name })}
      columns={columns}
      rows={account.payments}
      rowKey={(row) => row.id}
      rowTestId={(row) => `paid-${row.id}`}
      maxHeight="max(16rem, calc(100dvh - 24rem))"
      data-testid="paid-table"
    />
  );
}

function usePaidColumns({ paid }: SupplierAccount): Column<PaidSupplier>[] {
  const { t } = useTranslation();
  const methodName = useMethodName();
  return [
    {
      id: "date",
      header: t("common.date"),
      width: "6.5rem",
      cell: (row) => <DayText value={row.date} />,
      footer: t("common.total"),
    },
    {
      id: "method",
      header: t("platforms.deposit.method"),
      width: "minmax(7rem, 1fr)",
      cell: (row) => <Clipped>{methodName(row.method, row.method_name)}</Clipped>,
    },
    {
      id: "amount",
      header: t("platforms.supplier.amount"),
      width: "8.5rem",
      align: "end",
      cell: (row) => <Amount value={row.amount} />,
      footer: <Amount value={paid} />,
    },
    {
      id: "fee",
      header: t("platforms.quote.fee"),
      width: "7rem",
      align: "end",
      cell: (row) => (isZero(row.fee) ? <None /> : <Amount value={row.fee} />),
    },
    {
      id: "deposits",
      header: t("platforms.account.deposits"),
      width: "minmax(13rem, 2fr)",
      cell: (row) => row.deposits.map((deposit) => <Part key={deposit.id} deposit={deposit} />),
    },
    {
      id: "note",
      header: t("common.note"),
      width: "minmax(6rem, 1fr)",
      cell: (row) => <Clipped>{row.note}</Clipped>,
    },
  ];
}

/** How much of a deposit was paid, and what that cost. */
function Part({ deposit }: { deposit: PaidDeposit }) {
  const { t } = useTranslation();
  return (
    <div>
      <DayText value={deposit.date} /> : <Amount value={deposit.amount} />{" "}
      <Text span size="xs" c="dimmed">
        {t("platforms.account.of")} <Amount value={deposit.due} />
      </Text>
    </div>
  );
}
