import { Alert, List } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AppError } from "../../api";
import { errorText } from "../../components/errors";

/** The files that don't come in, each with the reason. */
export function PassedOver({ reasons }: { reasons: readonly AppError[] }) {
  const { t } = useTranslation();
  if (reasons.length === 0) return null;
  return (
    <Alert
      role="status"
      variant="light"
      color="gray"
      icon={<IconInfoCircle aria-hidden />}
      title={t("legacy.files.passed_over")}
      data-testid="passed-over"
    >
      <List size="sm">
        {reasons.map((reason) => (
          <List.Item key={reason.message}>{errorText(reason, t)}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
