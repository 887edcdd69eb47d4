import { Alert, Stack, Table, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { VerifyReport } from "../../api";
import { useLanguage } from "../../app/i18n";
import { StatusBadge } from "../../components/StatusBadge";
import { formatCount } from "../../format";

export function VerifyResult({ report }: { report: VerifyReport }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Stack gap="sm" data-testid="verify-result">
      <Alert
        role="status"
        variant="light"
        color={report.ok ? "brand" : "red"}
        icon={report.ok ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
      >
        {report.ok ? t("settings.verify.ok") : t("settings.verify.failed")}
      </Alert>
      <Table aria-label={t("settings.book.verify")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("settings.verify.check")}</Table.Th>
            <Table.Th ta="end">{t("settings.verify.checked")}</Table.Th>
            <Table.Th ta="end">{t("settings.verify.result")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {report.checks.map((check) => (
            <Table.Tr key={check.name}>
              <Table.Td>
                {t(`settings.verify.checks.${check.name}`, { defaultValue: check.name })}
                {!check.ok && check.detail && (
                  <Text size="xs" c="dimmed">
                    <bdi>{check.detail}</bdi>
                  </Text>
                )}
              </Table.Td>
              <Table.Td ta="end">{formatCount(check.checked, language)}</Table.Td>
              <Table.Td ta="end">
                <StatusBadge tone={check.ok ? "ok" : "danger"}>
                  {check.ok ? t("settings.verify.passed") : t("settings.verify.broken")}
                </StatusBadge>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
