import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type StepActionsProps = { onBack?: () => void; busy?: boolean; children: ReactNode };

/** Back at the start, onwards at the end. */
export function StepActions({ onBack, busy, children }: StepActionsProps) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between" gap="sm">
      {onBack ? (
        <Button variant="default" onClick={onBack} disabled={busy ?? false} data-testid="back">
          {t("common.back")}
        </Button>
      ) : (
        <span />
      )}
      <Group gap="sm">{children}</Group>
    </Group>
  );
}
