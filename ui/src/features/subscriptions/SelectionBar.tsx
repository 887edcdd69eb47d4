import { Button, Checkbox, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../app/i18n";
import { formatCount } from "../../format";
import classes from "./subscriptions.module.css";

type Props = {
  selected: number;
  total: number;
  onAll: () => void;
  onNone: () => void;
  onRenew: () => void;
};

/** Always there, so that the rows stay where they are when the first one is selected. */
export function SelectionBar({ selected, total, onAll, onNone, onRenew }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const all = selected === total;
  return (
    <section className={classes.bar} aria-label={t("subscriptions.selection.label")}>
      <Checkbox
        label={t(all ? "subscriptions.selection.none" : "subscriptions.selection.all")}
        checked={all}
        indeterminate={selected > 0 && !all}
        onChange={all ? onNone : onAll}
        data-testid="select-all"
      />
      <Text size="sm" c="dimmed" role="status">
        {selected > 0 && t("subscriptions.selection.count", { count: selected })}
      </Text>
      {selected > 0 && (
        <Button
          size="xs"
          ms="auto"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={onRenew}
          data-testid="renew-selected"
        >
          {t("subscriptions.selection.renew", { number: formatCount(selected, language) })}
        </Button>
      )}
    </section>
  );
}
