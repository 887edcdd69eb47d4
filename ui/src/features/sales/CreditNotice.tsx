import { Alert, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { type AppError, type Platform, useRead } from "../../api";
import { errorText } from "../../components";

type CreditNoticeProps = {
  /** One for each platform that has not enough. */
  missing: readonly AppError[];
  reason: string | null;
  reasonError: string | undefined;
  onReason: (reason: string | null) => void;
  /** The reason is taken back, and its field goes. */
  onStop: () => void;
  onDeposit: (platform: Platform) => void;
};

/** Not enough credit: what is missing, and the two ways on. */
export function CreditNotice(props: CreditNoticeProps) {
  const { t } = useTranslation();
  const { missing, reason, onReason } = props;
  const platforms = useRead("platforms", "platformsList").data ?? [];
  const field = useRef<HTMLInputElement>(null);
  if (missing.length === 0 && reason === null) return null;
  const asking = reason !== null;
  return (
    <Alert
      color="orange"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      role={asking ? undefined : "alert"}
      data-testid="credit-notice"
    >
      <Stack gap="sm">
        {missing.map((error) => (
          <Text size="sm" key={error.details.platform}>
            {errorText(error, t)}
          </Text>
        ))}
        {asking && missing.length === 0 && <Text size="sm">{t("sales.new.overdraftOn")}</Text>}
        {asking && (
          <div data-place="reason">
            <TextInput
              ref={field}
              label={t("sales.new.overdraftReason")}
              placeholder={t("sales.new.overdraftReasonPlaceholder")}
              required
              autoComplete="off"
              value={reason}
              error={props.reasonError}
              onChange={(event) => onReason(event.currentTarget.value)}
              data-testid="overdraft-reason"
              data-autofocus
            />
          </div>
        )}
        <Group gap="sm" data-place="credit">
          {missing.map((error) => {
            const platform = platforms.find(({ name }) => name === error.details.platform);
            return (
              platform && (
                <Button
                  key={platform.id}
                  size="xs"
                  variant="default"
                  onClick={() => props.onDeposit(platform)}
                  data-testid={`deposit-${platform.id}`}
                >
                  {t("sales.new.deposit", { platform: platform.name })}
                </Button>
              )
            );
          })}
          {asking ? (
            <Button size="xs" variant="subtle" onClick={props.onStop}>
              {t("sales.new.overdraftStop")}
            </Button>
          ) : (
            <Button
              size="xs"
              variant="default"
              onClick={() => {
                onReason("");
                // Once the field is there.
                setTimeout(() => field.current?.focus());
              }}
              data-testid="sell-now"
            >
              {t("sales.new.sellNow")}
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}
