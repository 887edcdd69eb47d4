// Before a backup takes the book's place: what each of them holds, side by side.
import { Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { RestorePreview } from "../../api";
import { useLanguage } from "../../app/i18n";
import { ConfirmDialog } from "../../components/dialogs";
import { notifyDone } from "../../components/notify";
import { PathText } from "../../components/texts";
import { formatCount } from "../../format";
import { useOpening } from "../sales/useOpening";

type RestoreDialogProps = { preview: RestorePreview; onClose: () => void };

export function RestoreDialog({ preview, onClose }: RestoreDialogProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const restore = useOpening("restoreConfirm");
  const rows = [
    { label: t("settings.restore.sales"), current: preview.current_sales, next: preview.sales },
    {
      label: t("settings.restore.movements"),
      current: preview.current_movements,
      next: preview.movements,
    },
  ];
  const confirm = async () => {
    try {
      const book = await restore.mutateAsync([preview.handle]);
      notifyDone(t("settings.restore.done", { name: book.name }));
      onClose();
    } catch {
      // The dialog stays and shows restore.error.
    }
  };
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      onConfirm={() => void confirm()}
      title={t("settings.restore.title", { name: preview.name })}
      confirmLabel={t("settings.restore.confirm")}
      loading={restore.isPending}
      error={restore.error}
      danger
    >
      <Stack gap="sm">
        <Text size="sm">{t("settings.restore.text")}</Text>
        <PathText>{preview.file}</PathText>
        <Table aria-label={t("settings.restore.what")} data-testid="restore-preview">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("settings.restore.what")}</Table.Th>
              <Table.Th ta="end">{t("settings.restore.current")}</Table.Th>
              <Table.Th ta="end">{t("settings.restore.candidate")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ label, current, next }) => (
              <Table.Tr key={label}>
                <Table.Td>{label}</Table.Td>
                <Table.Td ta="end">{formatCount(current, language)}</Table.Td>
                <Table.Td ta="end">{formatCount(next, language)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Stack>
    </ConfirmDialog>
  );
}
