// A customer's statement on paper, and as a file.
import { Button, Group } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type AppError, type Statement, useWrite } from "../../api";
import { ExportMenu } from "../../components/ExportMenu";
import { useDialog } from "../../components/useDialog";
import { StatementDialog } from "./ReceiptDialogs";

type Props = {
  statement: Statement;
  /** null: the attempt before is forgotten. */
  onError: (error: AppError | null) => void;
};

export function StatementActions({ statement, onError }: Props) {
  const { t } = useTranslation();
  const dialog = useDialog<Statement>();
  const { mutateAsync } = useWrite("statementExport");
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
      <ExportMenu
        files={[
          {
            id: "statement",
            write: (dialect) => mutateAsync([statement.customer.id, dialect]),
          },
        ]}
        size="xs"
        onError={onError}
      />
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
