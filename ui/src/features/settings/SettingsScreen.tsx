import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Page } from "../../components/Page";
import { BookCard } from "./BookCard";
import { MessagesCard } from "./MessagesCard";
import { MethodsCard } from "./MethodsCard";
import { NoticesCard } from "./NoticesCard";
import { ShopCard } from "./ShopCard";

export default function SettingsScreen() {
  const { t } = useTranslation();
  return (
    <Page title={t("settings.title")}>
      <Stack gap="lg" maw="56rem">
        <ShopCard />
        <MethodsCard />
        <MessagesCard />
        <NoticesCard />
        <BookCard />
      </Stack>
    </Page>
  );
}
