// A customer's statement on paper, and as a file.
import { Button, Group, Menu } from "@mantine/core";
import { IconChevronDown, IconDownload, IconPrinter } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type AppError, asAppError, type Dialect, type Statement, useWrite } from "../../api";
import { notifyDone } from "../../components";
import { useDialog } from "../../components/useDialog";
import { isolate } from "../../format";
import { StatementDialog } from "./ReceiptDialogs";

const DIALECTS: readonly Dialect[] = ["excel-fr", "international"];

type Props = {
  statement: Statement;
  /** null: the attempt before is forgotten. */
  onError: (error: AppError | null) => void;
};

export function StatementActions({ statement, onError }: Props) {
  const { t } = useTranslation();
  const dialog = useDialog<Statement>();
  if (statement.lines.length === 0) return null;
  return (
    <Group gap="sm">
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => dialog.open(statement)}
        data-testid="statement-print"
      >
        {t("receipts.statement.print")}
      </Button>
      <Export statement={statement} onError={onError} />
      {dialog.target && (
        <StatementDialog
          key={dialog.key}
          statement={dialog.target}
          opened={dialog.opened}
          onClose={dialog.close}
        />
      )}
    </Group>
  );
}

function Export({ statement, onError }: Props) {
  const { t } = useTranslation();
  const write = useWrite("statementExport");
  const run = async (dialect: Dialect) => {
    onError(null);
    try {
      const done = await write.mutateAsync([statement.customer.id, dialect]);
      if (done) {
        notifyDone(t("sales.export.done", { count: done.rows, file: isolate(done.file) }));
      }
    } catch (thrown) {
      onError(asAppError(thrown));
    }
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          loading={write.isPending}
          leftSection={<IconDownload size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          data-testid="statement-export"
        >
          {t("sales.export.button")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {DIALECTS.map((dialect) => (
          <Menu.Item
            key={dialect}
            onClick={() => void run(dialect)}
            data-testid={`statement-export-${dialect}`}
          >
            {t(`sales.export.${dialect}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
