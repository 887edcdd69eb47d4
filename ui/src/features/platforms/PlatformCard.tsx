import { ActionIcon, Box, Button, Card, Group, Menu, Text, Title } from "@mantine/core";
import {
  IconArchive,
  IconArchiveOff,
  IconCash,
  IconDots,
  IconPencil,
  IconReceipt2,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Platform, PlatformOutlook } from "../../api";
import { Amount, CreditAmount, None } from "../../components";
import { isolate, isZero } from "../../format";
import { PlatformBadge } from "./PlatformBadge";
import classes from "./PlatformCard.module.css";
import { Renewals } from "./Renewals";

export type PlatformAction = "deposit" | "adjust" | "pay" | "edit" | "archive" | "unarchive";

type Props = {
  platform: Platform;
  /** Nothing while it isn't known, and where no renewal is coming. */
  outlook: PlatformOutlook | undefined;
  onAction: (action: PlatformAction, platform: Platform) => void;
};

/** What a platform holds, what that is worth, how long it lasts, and what one does with it. */
export function PlatformCard({ platform, outlook, onAction }: Props) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { id, name, unit, decimals, archived } = platform;
  const act = (action: PlatformAction) => () => onAction(action, platform);

  return (
    <Card withBorder component="article" aria-label={name} data-testid={`platform-${id}`}>
      <Group justify="space-between" wrap="nowrap" gap="xs" mih={30}>
        <Title order={2} fz="md" fw={600} lineClamp={2} className={classes.name}>
          <bdi>{name}</bdi>
        </Title>
        <Group gap={4} wrap="nowrap">
          <PlatformBadge platform={platform} />
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t("platforms.card.more", { name })}
                data-testid={`platform-menu-${id}`}
              >
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {!isZero(platform.supplier_debt) && (
                <Menu.Item leftSection={<IconCash size={16} aria-hidden />} onClick={act("pay")}>
                  {t("platforms.card.paySupplier")}
                </Menu.Item>
              )}
              <Menu.Item
                leftSection={<IconReceipt2 size={16} aria-hidden />}
                onClick={() => navigate(`/platforms/${id}/supplier`)}
              >
                {t("platforms.account.open")}
              </Menu.Item>
              <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={act("edit")}>
                {t("platforms.card.edit")}
              </Menu.Item>
              <Menu.Item
                leftSection={
                  archived ? (
                    <IconArchiveOff size={16} aria-hidden />
                  ) : (
                    <IconArchive size={16} aria-hidden />
                  )
                }
                onClick={act(archived ? "unarchive" : "archive")}
              >
                {t(archived ? "platforms.card.unarchive" : "platforms.card.archive")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>

      <Text fz="sm" c="dimmed" mt="sm">
        {t("platforms.card.balance")}
      </Text>
      <Text fz={28} fw={650} lh={1.2} data-testid={`balance-${id}`}>
        <CreditAmount value={platform.balance} unit={unit} decimals={decimals} judged />
      </Text>

      <Box component="dl" className={classes.facts}>
        <Fact label={t("platforms.card.value")}>
          <Amount value={platform.value} judged />
        </Fact>
        <Fact label={t("platforms.card.unitCost", { one: isolate(`1 ${unit}`) })}>
          {platform.unit_cost === null ? <None /> : <Amount value={platform.unit_cost} />}
        </Fact>
        <Fact label={t("platforms.card.runway")}>
          <Runway days={platform.runway_days} />
        </Fact>
        <Fact label={t("platforms.card.supplierDebt")}>
          {isZero(platform.supplier_debt) ? (
            <Faint>{t("platforms.card.none")}</Faint>
          ) : (
            <Amount value={platform.supplier_debt} />
          )}
        </Fact>
      </Box>

      {outlook && !archived && <Renewals platform={platform} outlook={outlook} />}

      <Group gap="xs" mt="auto">
        {!archived && (
          <>
            <Button
              size="xs"
              aria-label={t("platforms.card.depositOf", { name })}
              onClick={act("deposit")}
            >
              {t("platforms.card.deposit")}
            </Button>
            <Button
              variant="default"
              size="xs"
              aria-label={t("platforms.card.adjustOf", { name })}
              onClick={act("adjust")}
            >
              {t("platforms.card.adjust")}
            </Button>
          </>
        )}
        <Button
          variant="default"
          size="xs"
          aria-label={t("platforms.card.movementsOf", { name })}
          onClick={() => navigate(`/platforms/${id}`)}
        >
          {t("platforms.card.movements")}
        </Button>
      </Group>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Faint({ children }: { children: ReactNode }) {
  return (
    <Text span inherit c="dimmed">
      {children}
    </Text>
  );
}

function Runway({ days }: { days: number | null }) {
  const { t } = useTranslation();
  if (days === null) return <Faint>{t("platforms.card.runwayUnknown")}</Faint>;
  if (days <= 0) return t("platforms.card.runwayToday");
  return t("platforms.card.runwayDays", { count: days });
}
