import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { KeptRow } from "../../api";
import { type Column, DataTable, StatusBadge, type Tone } from "../../components";
import { None } from "../../components/texts";
import classes from "./legacy.module.css";
import { fileName } from "./wizard";

export const FATE_TONES: Record<KeptRow["fate"], Tone> = {
  accepted: "ok",
  kept: "neutral",
  duplicate: "neutral",
  refused: "danger",
};

/** What stands in a row, without its empty cells: each cell goes its own way, as in a file of two scripts. */
function Cells({ row }: { row: KeptRow }) {
  const filled = row.cells.filter(({ value }) => value.trim() !== "");
  return (
    <span className={classes.ellipsis}>
      {filled.map(({ column, value }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row's cells never change
        <span key={at}>
          {at > 0 && <span className={classes.faint}> · </span>}
          <bdi title={column}>{value}</bdi>
        </span>
      ))}
    </span>
  );
}

type KeptRowsTableProps = {
  rows: readonly KeptRow[];
  onOpen: (row: KeptRow) => void;
  onEnd: () => void;
};

export function KeptRowsTable({ rows, onOpen, onEnd }: KeptRowsTableProps) {
  const { t } = useTranslation();
  const columns: Column<KeptRow>[] = [
    {
      id: "file",
      header: t("kept.file"),
      width: "minmax(9rem, 0.8fr)",
      cell: (row) => (
        <>
          <span className={classes.ellipsis}>{t(`legacy.shapes.${row.shape}`)}</span>
          <Text component="span" size="xs" c="dimmed" className={classes.ellipsis}>
            <bdi>{fileName(row.file)}</bdi>, {t("kept.line", { line: row.line })}
          </Text>
        </>
      ),
    },
    {
      id: "cells",
      header: t("kept.cells"),
      width: "minmax(14rem, 3fr)",
      cell: (row) => <Cells row={row} />,
    },
    {
      id: "fate",
      header: t("kept.fate"),
      width: "8.5rem",
      cell: ({ fate }) => (
        <StatusBadge tone={FATE_TONES[fate]}>{t(`kept.fates.${fate}`)}</StatusBadge>
      ),
    },
    {
      id: "became",
      header: t("kept.became"),
      width: "minmax(7rem, 1fr)",
      cell: ({ became }) =>
        became ? (
          <span className={classes.ellipsis}>
            <bdi>{became.name}</bdi>
          </span>
        ) : (
          <None />
        ),
    },
  ];
  return (
    <DataTable
      label={t("kept.table")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowHeight={56}
      maxHeight="max(16rem, calc(100dvh - 18rem))"
      onOpen={onOpen}
      onEnd={onEnd}
      rowTestId={(row) => `kept-${row.id}`}
      data-testid="kept-rows"
    />
  );
}
