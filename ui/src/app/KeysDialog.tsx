import { Group, Kbd, Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { KEY_LIST, KEY_NAMES } from "./keys";

export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("app.keys.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: "none" }}>
        {KEY_LIST.map(({ keys, text }) => (
          <Group key={text} component="li" justify="space-between" wrap="nowrap" gap="md">
            <Text size="sm">{t(text)}</Text>
            <Group gap={4} wrap="nowrap" dir="ltr">
              {keys.map((key) => (
                <Kbd key={key}>{KEY_NAMES[key] ? t(KEY_NAMES[key]) : key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
      </Stack>
    </Modal>
  );
}
