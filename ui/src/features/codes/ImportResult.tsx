import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CodesImported, RefusedCode } from "../../api";
import { useLanguage } from "../../app/i18n";
import { Code, type Column, DataTable } from "../../components";
import { formatCount } from "../../format";

type Props = {
  opened: boolean;
  answer: CodesImported | null;
  onAnother: () => void;
  onClose: () => void;
};

/** How many came in, which lines did not and why, and what can be sold now. */
export function ImportResult({ opened, answer, onAnother, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("codes.import.resultTitle")}
      size="lg"
      closeButtonProps={{ "aria-label": t("common.close") }}
      data-testid="codes-import-result"
    >
      {answer && <Answer answer={answer} onAnother={onAnother} onClose={onClose} />}
    </Modal>
  );
}

type AnswerProps = { answer: CodesImported; onAnother: () => void; onClose: () => void };

function Answer({ answer, onAnother, onClose }: AnswerProps) {
  const { t } = useTranslation();
  const { added, refused, free } = answer;
  const mendable = refused.some(({ reason }) => reason === "unreadable");
  return (
    <Stack gap="md">
      <Alert color={refused.length > 0 ? "orange" : "brand"} variant="light" role="status">
        {t("codes.import.added", { count: added })} {t("codes.import.freeNow", { count: free })}
      </Alert>
      {refused.length > 0 && (
        <Stack gap="xs">
          <Text size="sm">{t("codes.import.refused", { count: refused.length })}</Text>
          <RefusedTable rows={refused} />
        </Stack>
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onAnother} data-testid="codes-import-another">
          {t(mendable ? "codes.import.mend" : "codes.import.another")}
        </Button>
        <Button onClick={onClose} data-autofocus>
          {t("common.close")}
        </Button>
      </Group>
    </Stack>
  );
}

function RefusedTable({ rows }: { rows: readonly RefusedCode[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const columns: Column<RefusedCode>[] = [
    {
      id: "line",
      header: t("codes.import.line"),
      cell: (row) => formatCount(row.line, language),
      align: "end",
      width: "4rem",
    },
    {
      id: "code",
      header: t("codes.column.code"),
      cell: (row) => <Code>{row.masked}</Code>,
      width: "7rem",
    },
    {
      id: "reason",
      header: t("codes.import.reason"),
      cell: (row) => t(`codes.import.refusal.${row.reason}`),
      width: "minmax(12rem, 1fr)",
    },
  ];
  return (
    <DataTable
      label={t("codes.import.refusedTable")}
      columns={columns}
      rows={rows}
      rowKey={(row) => String(row.line)}
      rowTestId={(row) => `refused-${row.line}`}
      maxHeight="16rem"
    />
  );
}
