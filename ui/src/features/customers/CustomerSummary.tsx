import { Group, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconMail, IconMapPin, IconPhone } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Customer } from "../../api";
import { useLanguage } from "../../app/i18n";
import { Amount, DayText, PhoneText } from "../../components";
import { formatCount, isZero } from "../../format";
import { WilayaText } from "./Wilaya";

type Props = { customer: Customer };

/** What one wants to know before anything else: what is owed, how often he came. */
export function CustomerSummary({ customer }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { debt, credit, sales, last_sale } = customer;
  return (
    <SimpleGrid minColWidth="13rem" autoFlow="auto-fit" spacing="md">
      <Tile label={t("customers.page.debt")} data-testid="customer-debt">
        {isZero(debt) ? <Quiet>{t("customers.page.debtNone")}</Quiet> : <Figure value={debt} />}
      </Tile>
      <Tile label={t("customers.page.credit")}>
        {isZero(credit) ? (
          <Quiet>{t("customers.page.creditNone")}</Quiet>
        ) : (
          <Figure value={credit} />
        )}
      </Tile>
      <Tile label={t("customers.page.sales")}>
        {last_sale === null ? (
          <Quiet>{t("customers.page.neverBought")}</Quiet>
        ) : (
          <>
            <Text fz={24} fw={650} lh={1.3}>
              <bdi dir="ltr">{formatCount(sales, language)}</bdi>
            </Text>
            <Text size="sm" c="dimmed">
              {t("customers.page.lastSale")}
              <DayText value={last_sale} />
            </Text>
          </>
        )}
      </Tile>
    </SimpleGrid>
  );
}

type TileProps = { label: string; children: ReactNode; "data-testid"?: string };

function Tile({ label, children, ...rest }: TileProps) {
  return (
    <Paper withBorder p="md" radius="md" {...rest}>
      <Text size="sm" c="dimmed" mb={2}>
        {label}
      </Text>
      {children}
    </Paper>
  );
}

function Figure({ value }: { value: string }) {
  return (
    <Text fz={24} fw={650} lh={1.3}>
      <Amount value={value} />
    </Text>
  );
}

function Quiet({ children }: { children: ReactNode }) {
  return <Text fw={500}>{children}</Text>;
}

/** One line of what there is; a customer who can't be reached is said to be so. */
export function ContactLine({ customer }: Props) {
  const { t } = useTranslation();
  const { phone, email, wilaya, note } = customer;
  return (
    <Stack gap={4} data-testid="customer-contact">
      <Group gap="lg">
        {phone && (
          <Detail icon={IconPhone}>
            <PhoneText value={phone} />
          </Detail>
        )}
        {email && (
          <Detail icon={IconMail}>
            <bdi dir="ltr">{email}</bdi>
          </Detail>
        )}
        {wilaya && (
          <Detail icon={IconMapPin}>
            <WilayaText value={wilaya} />
          </Detail>
        )}
        {!phone && !email && (
          <Text size="sm" c="dimmed">
            {t("customers.page.noContact")}
          </Text>
        )}
      </Group>
      {note && (
        <Text size="sm" c="dimmed" lineClamp={3} title={note}>
          <bdi>{note}</bdi>
        </Text>
      )}
    </Stack>
  );
}

type DetailProps = { icon: typeof IconPhone; children: ReactNode };

function Detail({ icon: Icon, children }: DetailProps) {
  return (
    <Group gap={6} wrap="nowrap">
      <Icon size={16} stroke={1.6} aria-hidden />
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {children}
      </Text>
    </Group>
  );
}
