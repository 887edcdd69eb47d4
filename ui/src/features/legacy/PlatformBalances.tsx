import { Paper, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ImportPlatform } from "../../api";
import { useCurrency } from "../../app/BookContext";
import { CreditAmount } from "../../components/Amount";
import classes from "./legacy.module.css";

const FIGURES = ["before", "deposited", "opening", "consumed", "adjusted", "balance"] as const;

/** Each platform's way from its balance before to its balance after. */
export function PlatformBalances({ platforms }: { platforms: readonly ImportPlatform[] }) {
  const { t } = useTranslation();
  const { decimals } = useCurrency();
  if (platforms.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("legacy.preview.no_platforms")}
      </Text>
    );
  }
  return (
    <Paper withBorder>
      <Table.ScrollContainer minWidth={640} type="native">
        <Table
          aria-label={t("legacy.preview.platforms")}
          verticalSpacing="xs"
          horizontalSpacing="md"
          data-testid="import-platforms"
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("legacy.preview.platform")}</Table.Th>
              {FIGURES.map((name) => (
                <Table.Th key={name} ta="end">
                  {t(`legacy.preview.${name === "balance" ? "after" : name}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {platforms.map((platform) => (
              <Table.Tr key={platform.name}>
                <Table.Td fw={500}>
                  <bdi>{platform.name}</bdi>
                </Table.Td>
                {FIGURES.map((name) => (
                  <Table.Td key={name} ta="end" fw={name === "balance" ? 600 : undefined}>
                    <CreditAmount
                      value={platform[name]}
                      unit=""
                      decimals={decimals}
                      judged={name === "balance"}
                    />
                    {name === "balance" && platform.unsaid && (
                      <Text size="xs" className={classes.unsaid ?? ""}>
                        {t("legacy.preview.unsaid_mark")}
                      </Text>
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
