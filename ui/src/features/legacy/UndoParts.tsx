// What an undone import took back, and what had to stay.
import { List, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Kept, UndoCounts } from "../../api";
import { useLanguage } from "../../app/i18n";
import { Amount } from "../../components/Amount";
import { formatCount } from "../../format";

const COUNTED = ["sales", "payments", "deposits", "platforms", "archived"] as const;

export function Counts({ counts }: { counts: UndoCounts }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <List size="sm" data-testid="undo-counts">
      {COUNTED.filter((name) => counts[name] > 0).map((name) => (
        <List.Item key={name}>
          {t(`legacy.undo.counts.${name}`)}{" "}
          <bdi dir="ltr">{formatCount(counts[name], language)}</bdi>
        </List.Item>
      ))}
    </List>
  );
}

export function KeptList({ kept, title }: { kept: readonly Kept[]; title: string }) {
  const { t } = useTranslation();
  if (kept.length === 0) {
    return <Text size="sm">{t("legacy.undo.nothing_stays")}</Text>;
  }
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List
        size="sm"
        aria-label={title}
        data-testid="undo-kept"
        mah="16rem"
        style={{ overflow: "auto" }}
        tabIndex={0}
      >
        {kept.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list, in which a thing may stand twice
          <List.Item key={index}>
            {t(`legacy.undo.kinds.${one.kind}`)} <bdi>{one.name}</bdi> –{" "}
            {t(`legacy.undo.why.${one.why}`)}
            {one.amount !== null && (
              <>
                {" "}
                <Amount value={one.amount} />
              </>
            )}
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
