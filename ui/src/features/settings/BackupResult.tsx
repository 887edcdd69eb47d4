import { Alert, Text } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { BackupReport } from "../../api";
import { PathText } from "../../components/texts";

export function BackupResult({ report }: { report: BackupReport }) {
  const { t } = useTranslation();
  const facts = [
    { label: t("settings.backup.file"), value: <PathText>{report.file}</PathText> },
    {
      label: t("settings.backup.content"),
      value: `${t("settings.backup.sales", { count: report.sales })} · ${t("settings.backup.movements", { count: report.movements })}`,
    },
    { label: t("settings.backup.sha256"), value: <PathText>{report.sha256}</PathText> },
  ];
  return (
    <Alert
      role="status"
      variant="light"
      color="brand"
      icon={<IconCircleCheck aria-hidden />}
      title={t("settings.backup.done")}
      data-testid="backup-result"
    >
      {facts.map(({ label, value }) => (
        <div key={label}>
          <Text size="xs" c="dimmed" component="div">
            {label}
          </Text>
          <Text size="sm" component="div" mb={4}>
            {value}
          </Text>
        </div>
      ))}
    </Alert>
  );
}
