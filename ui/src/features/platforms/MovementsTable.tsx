import { Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Movement, Platform } from "../../api";
import {
  Amount,
  Code,
  type Column,
  CreditAmount,
  DataTable,
  DayText,
  None,
} from "../../components";
import { Clipped } from "../../components/Clipped";

/** Room for nine columns beside the navigation; below it, what belongs together shares a cell. */
const WIDE = "(min-width: 86em)";

type Props = { platform: Platform; rows: readonly Movement[]; onEnd: () => void };

/** What came and went, and what was left after each movement. */
export function MovementsTable({ platform, rows, onEnd }: Props) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const wide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false });
  const columns = useColumns(platform);

  return (
    <DataTable
      // The rows of one form are higher than those of the other.
      key={String(wide)}
      label={t("platforms.movements.table", { name: platform.name })}
      columns={wide ? columns.apart : columns.together}
      rows={rows}
      rowKey={(row) => row.id}
      rowTestId={(row) => `movement-${row.seq}`}
      rowHeight={wide ? 44 : 56}
      onOpen={(row) => {
        if (row.sale_id !== null) navigate(`/sales/${row.sale_id}`);
      }}
      onEnd={onEnd}
    />
  );
}

function useColumns({ unit, decimals }: Platform) {
  const { t } = useTranslation();
  const head = (id: string) => t(`platforms.movements.${id}`);
  const one = (
    id: string,
    width: string,
    cell: (row: Movement) => ReactNode,
    align: "start" | "end" = "start",
  ): Column<Movement> => ({ id, header: head(id), cell, width, align });
  const two = (above: Column<Movement>, below: Column<Movement>, width: string) => ({
    ...above,
    header: (
      <>
        <div>{above.header}</div>
        <div>{below.header}</div>
      </>
    ),
    cell: (row: Movement) => (
      <>
        {above.cell(row)}
        <Text component="div" size="xs" c="dimmed" truncate>
          {below.cell(row)}
        </Text>
      </>
    ),
    width,
  });

  const seq = one("seq", "2.5rem", (row) => <Faint>{row.seq}</Faint>, "end");
  const date = one("date", "5.5rem", (row) => <DayText value={row.date} />);
  const kind = one("kind", "minmax(7rem, 1fr)", (row) => t(`platforms.kind.${row.kind}`));
  const credit = one(
    "credit",
    "7.5rem",
    (row) => <CreditAmount value={row.credit} unit={unit} decimals={decimals} signed />,
    "end",
  );
  const value = one("value", "8rem", (row) => <Amount value={row.value} signed />, "end");
  const balance = one(
    "balanceAfter",
    "7.5rem",
    (row) => <CreditAmount value={row.balance_after} unit={unit} decimals={decimals} judged />,
    "end",
  );
  const left = one("valueAfter", "8rem", (row) => <Amount value={row.value_after} judged />, "end");
  const reference = one("reference", "7.5rem", (row) =>
    row.reference ? <Code>{row.reference}</Code> : <None />,
  );
  const note = one("note", "minmax(6rem, 2fr)", (row) =>
    row.note ? <Clipped>{row.note}</Clipped> : <None />,
  );
  return {
    apart: [seq, date, kind, credit, value, balance, left, reference, note],
    together: [
      seq,
      date,
      kind,
      two(credit, value, "7.5rem"),
      two(balance, left, "7.5rem"),
      two(reference, note, "minmax(7.5rem, 2fr)"),
    ],
  };
}

function Faint({ children }: { children: ReactNode }) {
  return (
    <Text span inherit c="dimmed">
      {children}
    </Text>
  );
}
