import { Alert, Button, Group, List, Stack, Table, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { VerifyReport } from "../../api";
import { useLanguage } from "../../app/i18n";
import { StatusBadge } from "../../components/StatusBadge";
import { formatCount } from "../../format";

export function VerifyResult({ report }: { report: VerifyReport }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const id = useId();
  const [shown, setShown] = useState(false);
  const { checks } = report;
  const nameOf = (name: string) => t(`settings.verify.checks.${name}`, { defaultValue: name });
  const failed = checks.filter((check) => !check.ok);
  return (
    <Stack gap="sm" data-testid="verify-result">
      <Alert
        role="status"
        variant="light"
        color={report.ok ? "brand" : "red"}
        icon={report.ok ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
      >
        <Group justify="space-between" gap="sm">
          <div>
            <Text size="sm">
              {report.ok
                ? t("settings.verify.ok", { count: checks.length })
                : t("settings.verify.failed")}
            </Text>
            {failed.length > 0 && (
              <List size="sm" mt={4}>
                {failed.map(({ name, detail }) => (
                  <List.Item key={name}>
                    {nameOf(name)}
                    {" : "}
                    <strong>{t("settings.verify.broken")}</strong>
                    {detail && (
                      <Text size="xs">
                        <bdi>{detail}</bdi>
                      </Text>
                    )}
                  </List.Item>
                ))}
              </List>
            )}
          </div>
          <Button
            size="compact-sm"
            variant="default"
            aria-expanded={shown}
            aria-controls={id}
            onClick={() => setShown(!shown)}
            data-testid="verify-details"
          >
            {t(shown ? "settings.verify.hide" : "settings.verify.show")}
          </Button>
        </Group>
      </Alert>
      <Table aria-label={t("settings.book.verify")} id={id} display={shown ? undefined : "none"}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("settings.verify.check")}</Table.Th>
            <Table.Th ta="end">{t("settings.verify.checked")}</Table.Th>
            <Table.Th ta="end">{t("settings.verify.result")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {checks.map((check) => (
            <Table.Tr key={check.name}>
              <Table.Td>{nameOf(check.name)}</Table.Td>
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
