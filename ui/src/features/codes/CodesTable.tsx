import { ActionIcon, Anchor, Menu, Text, VisuallyHidden } from "@mantine/core";
import { IconDots, IconHistory, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { CodeRow, CodeState, Product } from "../../api";
import { useLanguage } from "../../app/i18n";
import {
  Code,
  type Column,
  DataTable,
  DayText,
  ErrorNotice,
  StatusBadge,
  type Tone,
} from "../../components";
import { useDialog } from "../../components/useDialog";
import { formatCount } from "../../format";
import { CodeHistoryDialog } from "./CodeHistoryDialog";
import { CodeText } from "./CodeText";
import { useReveal } from "./useReveal";
import { WithdrawDialog } from "./WithdrawDialog";

const TONES: Record<CodeState, Tone> = { free: "ok", sold: "info", withdrawn: "neutral" };

type Props = { product: Product; rows: readonly CodeRow[]; onEnd: () => void };

/** The codes of a product, masked, the oldest first: the next sale takes the first free one. */
export function CodesTable({ product, rows, onEnd }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const reveal = useReveal();
  const withdrawing = useDialog<CodeRow>();
  const history = useDialog<CodeRow>();
  const columns: Column<CodeRow>[] = [
    {
      id: "code",
      header: t("codes.column.code"),
      cell: (row) => (
        <>
          <CodeText id={row.id} masked={row.masked} reveal={reveal} />
          {reveal.of(row.id) !== undefined && (
            <Text size="xs" c="dimmed" role="status">
              {t("codes.noted")}
            </Text>
          )}
        </>
      ),
      width: "minmax(12rem, 2fr)",
    },
    {
      id: "state",
      header: t("codes.column.state"),
      cell: (row) => (
        <StatusBadge tone={TONES[row.state]}>{t(`codes.state.${row.state}`)}</StatusBadge>
      ),
      width: "5.25rem",
    },
    {
      id: "date",
      header: t("codes.column.date"),
      cell: (row) => <DayText value={row.date} />,
      width: "5.75rem",
    },
    {
      id: "sale",
      header: t("codes.column.sale"),
      cell: (row) => <SaleLink row={row} />,
      width: "7.5rem",
    },
    {
      id: "seen",
      header: t("codes.column.seen"),
      cell: (row) => (row.revealed === 0 ? <Faint /> : formatCount(row.revealed, language)),
      align: "end",
      width: "3.25rem",
    },
    {
      id: "actions",
      header: <VisuallyHidden>{t("codes.column.actions")}</VisuallyHidden>,
      cell: (row) => (
        <RowMenu
          row={row}
          onHistory={() => history.open(row)}
          onWithdraw={() => withdrawing.open(row)}
        />
      ),
      align: "end",
      width: "2.25rem",
    },
  ];

  return (
    <>
      <ErrorNotice error={reveal.error} />
      <DataTable
        label={t("codes.table", { name: product.name })}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowTestId={(row) => `code-${row.id}`}
        onEnd={onEnd}
      />
      {withdrawing.target && (
        <WithdrawDialog
          key={`withdraw-${withdrawing.key}`}
          row={withdrawing.target}
          opened={withdrawing.opened}
          onClose={withdrawing.close}
        />
      )}
      {history.target && (
        <CodeHistoryDialog
          key={`history-${history.key}`}
          row={history.target}
          opened={history.opened}
          onClose={history.close}
        />
      )}
    </>
  );
}

function Faint() {
  return (
    <Text span inherit c="dimmed">
      –
    </Text>
  );
}

function SaleLink({ row }: { row: CodeRow }) {
  if (row.sale_id === null) return <Faint />;
  return (
    <Anchor component={Link} href={`/sales/${row.sale_id}`} size="sm">
      <Code>{row.sale}</Code>
    </Anchor>
  );
}

type RowMenuProps = { row: CodeRow; onHistory: () => void; onWithdraw: () => void };

function RowMenu({ row, onHistory, onWithdraw }: RowMenuProps) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("codes.more", { code: row.masked })}
          data-testid={`code-menu-${row.id}`}
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconHistory size={16} aria-hidden />} onClick={onHistory}>
          {t("codes.history.action")}
        </Menu.Item>
        {row.state === "free" && (
          <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={onWithdraw}>
            {t("codes.withdraw.action")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
