// The frame around every screen: navigation, header, demo ribbon, the keys that work everywhere.
import { ActionIcon, AppShell, Burger, Button, Kbd, NavLink, Text, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKeyboard, IconSearch } from "@tabler/icons-react";
import { type ReactNode, useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { ErrorNotice } from "../components/errors";
import { CreditAlerts, ShortCount } from "../features/platforms/CreditAlerts";
import { useOpening } from "../features/sales/useOpening";
import { useBook } from "./BookContext";
import { Finder, openFinder } from "./Finder";
import { KeysDialog } from "./KeysDialog";
import { useGlobalKeys } from "./keys";
import { NEW_SALE, PLATFORMS, type Screen, screens } from "./routes";
import classes from "./Shell.module.css";
import { LeaveDialog } from "./unsaved";

function isActive(screen: Screen, path: string): boolean {
  if (path === screen.path) return true;
  // A sale's page belongs to the list of sales, the new sale to itself.
  return path !== NEW_SALE && path.startsWith(`${screen.path}/`);
}

function DemoRibbon() {
  const { t } = useTranslation();
  const leave = useOpening("bookLeaveDemo");
  return (
    <div className={classes.ribbon} role="status" data-testid="demo-ribbon">
      <span>{t("app.demo.text")}</span>
      <Button
        size="compact-xs"
        variant="default"
        flex="none"
        loading={leave.isPending}
        onClick={() => leave.mutate([])}
        data-testid="leave-demo"
      >
        {t("app.demo.leave")}
      </Button>
      <ErrorNotice error={leave.error} />
    </div>
  );
}

/** What stands after a screen's name: its key, or how much waits there. */
function Beside({ screen }: { screen: Screen }) {
  if (screen.shortcut) return <Kbd size="xs">{screen.shortcut}</Kbd>;
  return screen.path === PLATFORMS && <ShortCount />;
}

function Navigation({ onNavigate }: { onNavigate: () => void }) {
  const { t } = useTranslation();
  const [path] = useLocation();
  return (
    <AppShell.Navbar p="sm" className={classes.nav ?? ""} aria-label={t("app.nav.label")}>
      {screens.map((screen) => {
        const Icon = screen.icon;
        const active = isActive(screen, path);
        return (
          <NavLink
            key={screen.id}
            component={Link}
            href={screen.path}
            active={active}
            aria-current={active ? "page" : undefined}
            label={t(screen.name)}
            leftSection={<Icon size={20} stroke={1.6} />}
            rightSection={<Beside screen={screen} />}
            className={classes.link ?? ""}
            onClick={onNavigate}
            data-testid={`nav-${screen.id}`}
          />
        );
      })}
    </AppShell.Navbar>
  );
}

export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const book = useBook();
  const [, navigate] = useLocation();
  const [navOpened, nav] = useDisclosure();
  const [keysOpened, keys] = useDisclosure();

  const newSale = useCallback(() => navigate(NEW_SALE), [navigate]);
  useGlobalKeys({ newSale, showKeys: keys.open, find: openFinder });

  return (
    <AppShell
      header={{ height: book.demo ? { base: 116, sm: 92 } : 56 }}
      navbar={{ width: 224, breakpoint: "sm", collapsed: { mobile: !navOpened } }}
      padding="lg"
      transitionDuration={0}
    >
      <AppShell.Header className={classes.header ?? ""}>
        {/* A button: the address belongs to the screens, an anchor would lead out of this one. */}
        <button
          type="button"
          className={classes.skip}
          onClick={() => document.querySelector("main")?.focus()}
        >
          {t("app.skip")}
        </button>
        {book.demo && <DemoRibbon />}
        <div className={classes.bar}>
          <Burger
            opened={navOpened}
            onClick={nav.toggle}
            hiddenFrom="sm"
            size="sm"
            aria-label={t("app.nav.toggle")}
          />
          <Text className={classes.shopName ?? ""} data-testid="shop-name">
            <bdi>{book.name}</bdi>
          </Text>
          <Button
            variant="default"
            size="xs"
            ms="auto"
            fw={400}
            leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={
              <Kbd size="xs" dir="ltr" visibleFrom="xs">
                Ctrl K
              </Kbd>
            }
            onClick={openFinder}
            data-testid="open-finder"
          >
            {t("app.finder.button")}
          </Button>
          <Tooltip label={t("app.keys.title")}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("app.keys.title")}
              onClick={keys.open}
            >
              <IconKeyboard size={20} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        </div>
      </AppShell.Header>
      <Navigation onNavigate={nav.close} />
      <AppShell.Main className={classes.main ?? ""} id="main" tabIndex={-1}>
        {children}
      </AppShell.Main>
      <Finder onShowKeys={keys.open} />
      <KeysDialog opened={keysOpened} onClose={keys.close} />
      <LeaveDialog />
      <CreditAlerts />
    </AppShell>
  );
}
