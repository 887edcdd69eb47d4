// Says that a sale half typed was taken up again, and what of it could not be.
import { Alert, Button, Group, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useBook } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { formatInstant, isolate } from "../../format";
import type { Resumed } from "./draft";

type ResumedNoticeProps = {
  resumed: Resumed;
  /** Something stands in the form. */
  typed: boolean;
  onRestart: () => void;
};

export function ResumedNotice({ resumed, typed, onRestart }: ResumedNoticeProps) {
  const { t } = useTranslation();
  const { timezone } = useBook();
  const language = useLanguage();
  const { draft, saved_at, lost } = resumed;
  const [day = "", time = ""] = formatInstant(saved_at, timezone).split(" ");
  const names = lost.map(({ of, name }) => (name ? isolate(name) : t(`common.entities.${of}`)));
  const listed = new Intl.ListFormat(language, { type: "conjunction" }).format(names);
  const when = { day: isolate(day), time: isolate(time) };
  if (draft !== null && lost.length === 0 && !typed) return null;
  return (
    <Alert
      variant="light"
      color="gray"
      p="xs"
      icon={<IconHistory size={18} aria-hidden />}
      role="status"
      data-testid="sale-resumed"
    >
      <Group justify="space-between" gap="sm">
        <div>
          {draft === null && <Text size="sm">{t("sales.new.resumedNothing")}</Text>}
          {draft !== null && typed && <Text size="sm">{t("sales.new.resumed", when)}</Text>}
          {lost.length > 0 && <Text size="sm">{t("sales.new.resumedWithout", { listed })}</Text>}
        </div>
        {typed && (
          <Button
            variant="default"
            size="compact-sm"
            onClick={onRestart}
            data-testid="sale-restart"
          >
            {t("sales.new.restart")}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
