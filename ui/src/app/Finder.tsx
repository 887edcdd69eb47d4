// Ctrl+K: finds anything by a part of its name: what is in the book, a screen, an action.
import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import {
  IconArchive,
  IconCalculator,
  IconCoins,
  IconDeviceFloppy,
  IconKeyboard,
  IconLanguage,
  IconMoon,
  IconPackage,
  IconSearch,
  IconServer,
  IconSun,
  IconSunrise,
  IconUserPlus,
} from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { type Theme, useRead, useWrite } from "../api";
import { foldText, ownDirection } from "../components/typed";
import { useBook } from "./BookContext";
import { LANGUAGE_NAMES, LANGUAGES } from "./i18n";
import { screens } from "./routes";
import { useFound } from "./useFound";

const ROUND = "/platforms/round";
const TILL = "/reports/till";
const TYPING_PAUSE_MS = 150;

const [store, finder] = createSpotlight();

export const openFinder = finder.open;

/** Enter takes the first line: once more is found that is another one than while typing. */
function useFirstSelected(found: string) {
  // After Spotlight's own effect, which takes the mark away with each key.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at whenever other things are asked or found
  useEffect(() => {
    const list = document.getElementById(store.getState().listId);
    // Spotlight marks the line that Enter takes in the document alone.
    list?.querySelector("[data-selected]")?.removeAttribute("data-selected");
    list?.querySelector("[data-action]")?.setAttribute("data-selected", "true");
    store.updateState((state) => ({ ...state, selected: 0 }));
  }, [found]);
}

export function Finder({ onShowKeys }: { onShowKeys: () => void }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const book = useBook();
  const settings = useWrite("settingsUpdate");
  const { name, language, theme } = book;
  const platforms = useRead("platforms", "platformsList").data ?? [];
  const [query, setQuery] = useState("");
  const [settled] = useDebouncedValue(query, TYPING_PAUSE_MS);
  const found = useFound(settled, platforms);
  const waiting = query !== settled || found.waiting;
  const ids = found.groups.flatMap(({ actions }) => actions.map(({ id }) => id));
  useFirstSelected([query, String(waiting), ...ids].join());
  const doing = (id: string, label: string, Icon: typeof IconSun, to: string) => ({
    id,
    label,
    leftSection: <Icon size={20} stroke={1.5} />,
    onClick: () => navigate(to),
  });

  const themes: { theme: Theme; icon: typeof IconSun }[] = [
    { theme: "light", icon: IconSun },
    { theme: "dark", icon: IconMoon },
  ];
  const groups: { group: string; actions: SpotlightActionData[] }[] = [
    {
      group: t("app.finder.screens"),
      actions: screens.map(({ id, path, icon: Icon, name: key }) => ({
        id,
        label: t(key),
        leftSection: <Icon size={20} stroke={1.5} />,
        onClick: () => navigate(path),
      })),
    },
    {
      group: t("app.finder.actions"),
      actions: [
        // A new sale is the first of the screens already.
        ...platforms
          .filter(({ archived }) => !archived)
          .map((platform) =>
            doing(
              `deposit-${platform.id}`,
              t("platforms.card.depositOf", { name: platform.name }),
              IconCoins,
              `/platforms?deposit=${platform.id}`,
            ),
          ),
        ...(platforms.some(({ archived }) => !archived)
          ? [
              {
                ...doing("round", t("platforms.round.title"), IconSunrise, ROUND),
                // After the finder has given the focus back: the page takes it to its first field.
                onClick: () => void window.setTimeout(() => navigate(ROUND), 20),
              },
            ]
          : []),
        {
          ...doing("till", t("reports.view.till"), IconCalculator, TILL),
          // As the round does: its first field takes the focus after the finder has given it back.
          onClick: () => void window.setTimeout(() => navigate(TILL), 20),
        },
        doing("add-customer", t("customers.add"), IconUserPlus, "/customers?add=1"),
        doing("add-product", t("catalog.add"), IconPackage, "/products?add=1"),
        doing("add-platform", t("platforms.add"), IconServer, "/platforms?add=1"),
        doing("kept-rows", t("kept.title"), IconArchive, "/import/rows"),
        doing("backup", t("app.finder.backup"), IconDeviceFloppy, "/settings?backup=1"),
        {
          id: "keys",
          label: t("app.keys.title"),
          leftSection: <IconKeyboard size={20} stroke={1.5} />,
          onClick: onShowKeys,
        },
        ...LANGUAGES.filter((other) => other !== language).map((other) => ({
          id: `language-${other}`,
          label: LANGUAGE_NAMES[other],
          description: t("app.finder.language"),
          leftSection: <IconLanguage size={20} stroke={1.5} />,
          onClick: () => settings.mutate([{ name, theme, language: other }]),
        })),
        ...themes
          .filter((other) => other.theme !== theme)
          .map(({ theme: other, icon: Icon }) => ({
            id: `theme-${other}`,
            label: t(`app.finder.theme_${other}`),
            leftSection: <Icon size={20} stroke={1.5} />,
            onClick: () => settings.mutate([{ name, language, theme: other }]),
          })),
      ],
    },
  ];

  return (
    <Spotlight
      store={store}
      actions={groups}
      query={query}
      onQueryChange={setQuery}
      // Among the keys that work everywhere: see keys.ts.
      shortcut={null}
      scrollable
      maxHeight={420}
      overlayProps={{ blur: 0, backgroundOpacity: 0.5 }}
      attributes={{ content: { "aria-label": t("app.finder.button") } }}
      nothingFound={t(waiting ? "common.loading" : "common.nothing_found")}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t("app.finder.placeholder"),
        "aria-label": t("app.finder.placeholder"),
        ...ownDirection(query),
      }}
      filter={(typed) => {
        const wanted = foldText(typed);
        const named = groups
          .map(({ group, actions }) => ({
            group,
            actions: actions.filter((action) =>
              foldText(`${action.label ?? ""} ${action.description ?? ""}`).includes(wanted),
            ),
          }))
          .filter(({ actions }) => actions.length > 0);
        // What is in the book comes before what could be done, and after a screen of that name.
        const first = named.filter(({ group }) => group === t("app.finder.screens"));
        const last = named.filter((one) => !first.includes(one));
        return wanted === "" ? named : [...first, ...found.groups, ...last];
      }}
    />
  );
}
