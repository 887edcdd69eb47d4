import { Alert, Checkbox, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Money } from "../../api";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { formatMoney, isolate } from "../../format";

type Props = {
  cost: Money | undefined;
  checked: boolean;
  onChange: (checked: boolean) => void;
  error: string | undefined;
};

/** Selling at a loss is allowed, once it has been agreed to. */
export function LossNotice({ cost, checked, onChange, error }: Props) {
  const { t } = useTranslation();
  const currency = useCurrency();
  const language = useLanguage();
  return (
    <Alert
      color="orange"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      role={checked ? undefined : "alert"}
      data-testid="loss-notice"
    >
      <Stack gap="sm">
        <Text size="sm">
          {cost === undefined
            ? t("subscriptions.renew.belowCostPlain")
            : t("subscriptions.renew.belowCost", {
                cost: isolate(formatMoney(cost, currency, language)),
              })}
        </Text>
        <Checkbox
          label={t("subscriptions.renew.belowCostConfirm")}
          checked={checked}
          onChange={(event) => onChange(event.currentTarget.checked)}
          error={error}
          aria-invalid={error !== undefined}
          data-testid="at-loss"
        />
      </Stack>
    </Alert>
  );
}
