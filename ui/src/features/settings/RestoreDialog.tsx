// Before a backup takes the book's place: what each of them holds, side by side.
import { Alert, Stack, Table, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { BookContents, RestorePreview } from "../../api";
import { useLanguage } from "../../app/i18n";
import { ConfirmDialog } from "../../components/dialogs";
import { notifyDone } from "../../components/notify";
import { None, PathText } from "../../components/texts";
import { formatCount, formatInstant, formatMoney } from "../../format";
import { useOpening } from "../sales/useOpening";

type RestoreDialogProps = { preview: RestorePreview; onClose: () => void };

export function RestoreDialog({ preview, onClose }: RestoreDialogProps) {
  const { t } = useTranslation();
  const restore = useOpening("restoreConfirm");
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
      size="lg"
      danger
    >
      <Stack gap="sm">
        <Text size="sm">{t("settings.restore.text")}</Text>
        <PathText>{preview.file}</PathText>
        {preview.current === null && (
          <Alert
            variant="light"
            color="orange"
            icon={<IconAlertTriangle aria-hidden />}
            data-testid="restore-unreadable"
          >
            {t("settings.restore.unreadable")}
          </Alert>
        )}
        <Comparison preview={preview} />
      </Stack>
    </ConfirmDialog>
  );
}

function Comparison({ preview: { contents, current } }: { preview: RestorePreview }) {
  const { t } = useTranslation();
  const rows = useRows();
  return (
    <Table.ScrollContainer minWidth={420} type="native">
      <Table aria-label={t("settings.restore.what")} data-testid="restore-preview">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("settings.restore.what")}</Table.Th>
            <Table.Th ta="end">{t("settings.restore.current")}</Table.Th>
            <Table.Th ta="end">{t("settings.restore.candidate")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ label, of }) => (
            <Table.Tr key={label}>
              <Table.Td>{label}</Table.Td>
              <Table.Td ta="end">
                {current ? of(current) : <None title={t("settings.restore.unread")} />}
              </Table.Td>
              <Table.Td ta="end">{of(contents)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** No open book tells here what money and moments are in: each of the two tells its own. */
function useRows(): { label: string; of: (contents: BookContents) => ReactNode }[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const money = (value: string, { currency, currency_decimals }: BookContents) => (
    <bdi dir="ltr">
      {formatMoney(value, { code: currency, decimals: currency_decimals }, language)}
    </bdi>
  );
  return [
    {
      label: t("settings.restore.newest"),
      of: ({ last_recorded, timezone }) =>
        last_recorded === null ? (
          t("settings.restore.nothing")
        ) : (
          <bdi dir="ltr">{formatInstant(last_recorded, timezone)}</bdi>
        ),
    },
    { label: t("settings.restore.sales"), of: ({ sales }) => formatCount(sales, language) },
    {
      label: t("settings.restore.movements"),
      of: ({ movements }) => formatCount(movements, language),
    },
    { label: t("settings.restore.credit"), of: (held) => money(held.credit_value, held) },
    { label: t("settings.restore.debt"), of: (held) => money(held.debt, held) },
  ];
}
