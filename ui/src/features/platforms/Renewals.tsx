import { Alert, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type AppError, api, type Id, type Platform, type PlatformOutlook } from "../../api";
import { useLanguage } from "../../app/i18n";
import { formatCredit, isolate } from "../../format";

/** Comes after the cards. Read anew each time: subscriptions change it too, not only what changes platforms. */
export function useOutlook(): (platform: Id) => PlatformOutlook | undefined {
  const { data } = useQuery<PlatformOutlook[], AppError>({
    queryKey: ["platforms", "platformsOutlook"],
    queryFn: () => api.platformsOutlook(),
    staleTime: 0,
  });
  return (platform) => data?.find(({ platform_id }) => platform_id === platform);
}

type Props = { platform: Platform; outlook: PlatformOutlook };

/** What the renewals coming due will take of a platform, and whether its credit is enough for them. */
export function Renewals({ platform: { id, unit, decimals }, outlook }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { renewals_7, renewals_30, lasts_days } = outlook;
  const credit = (value: string) => isolate(formatCredit(value, unit, decimals, language));
  return (
    <Stack gap={4} mb="md" data-testid={`renewals-${id}`}>
      {renewals_7 > 0 && (
        <Text size="sm">
          {t("platforms.outlook.soon", { number: renewals_7, credit: credit(outlook.credit_7) })}
        </Text>
      )}
      {renewals_30 > renewals_7 && (
        <Text size="sm" c="dimmed">
          {t("platforms.outlook.month", { number: renewals_30, credit: credit(outlook.credit_30) })}
        </Text>
      )}
      {lasts_days !== null && (
        <Alert
          role="note"
          color="orange"
          variant="light"
          p="xs"
          icon={<IconAlertTriangle size={16} aria-hidden />}
          data-testid={`renewals-short-${id}`}
        >
          {lasts_days === 0
            ? t("platforms.outlook.lastsToday")
            : t("platforms.outlook.lasts", { count: lasts_days })}
        </Alert>
      )}
    </Stack>
  );
}
