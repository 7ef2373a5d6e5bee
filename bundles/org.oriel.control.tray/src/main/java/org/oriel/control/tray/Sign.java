package org.oriel.control.tray;

import java.awt.AWTException;
import java.awt.Image;
import java.awt.MenuItem;
import java.awt.PopupMenu;
import java.awt.SystemTray;
import java.awt.TrayIcon;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import javax.swing.SwingUtilities;
import org.jspecify.annotations.Nullable;
import org.oriel.api.consent.CaptureState.Phase;

/**
 * The sign as a process of its own: an icon in an older tray (XEmbed) where there is one, else a small window. Its own,
 * because AWT takes over the handler of X errors, which a capturing process has for itself. Reads lines, writes lines;
 * ends with its input. Everything happens on the event thread of AWT.
 */
public final class Sign {
    static final String LOOK = "look";
    static final String CONFIRM = "confirm";
    static final String SHOWN = "shown";

    private static final int ICON = 24;

    private Look look = new Look(Phase.OFF, "", "", Optional.empty(), false);
    private @Nullable TrayIcon icon;
    private @Nullable SignWindow window;

    private Sign() {}

    /** Runs until standard input ends. */
    public static void main(String[] args) throws Exception {
        Sign sign = new Sign();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String told = line;
            SwingUtilities.invokeAndWait(() -> sign.told(told));
        }
        System.exit(0);
    }

    private void told(String line) {
        String[] words = line.split("\t", -1);
        if (words[0].equals(LOOK)) {
            look = new Look(
                    Phase.valueOf(words[1]),
                    words[2],
                    words[5],
                    words[3].isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(Long.parseLong(words[3]))),
                    Boolean.parseBoolean(words[4]));
            if (icon != null) {
                dress(icon);
            }
            if (window != null) {
                window.show(look);
            }
        } else if (words[0].equals(CONFIRM)) {
            say(SHOWN + "\t" + words[1] + "\t" + shown());
        }
    }

    /** Where it shows; empty where it does not. */
    private String shown() {
        if (inTray()) {
            if (window != null) {
                window.dispose();
                window = null;
            }
            return "tray";
        }
        icon = null;
        if (window == null) {
            window = new SignWindow(Sign::say);
            window.show(look);
        }
        return window.seen() ? "window" : "";
    }

    private boolean inTray() {
        if (!SystemTray.isSupported()) {
            return false;
        }
        SystemTray tray = SystemTray.getSystemTray();
        if (icon == null || tray.getTrayIcons().length == 0) {
            TrayIcon made = new TrayIcon(image(look.phase()), "Oriel");
            made.addMouseListener(new MouseAdapter() {
                @Override
                public void mouseClicked(MouseEvent event) {
                    if (event.getButton() == MouseEvent.BUTTON1 && look.canPause()) {
                        say(StatusItem.PAUSE);
                    }
                }
            });
            try {
                tray.add(made);
            } catch (AWTException e) {
                return false;
            }
            icon = made;
            dress(made);
        }
        return tray.getTrayIcons().length > 0;
    }

    private void dress(TrayIcon shown) {
        shown.setImage(image(look.phase()));
        shown.setToolTip("Oriel: " + look.title() + "  " + look.text(Instant.now()));
        PopupMenu menu = new PopupMenu();
        item(menu, look.title(), "", false);
        item(menu, look.pause(), StatusItem.PAUSE, look.canPause());
        item(menu, look.resume(), StatusItem.RESUME, look.canResume());
        shown.setPopupMenu(menu);
    }

    private static void item(PopupMenu menu, String label, String command, boolean enabled) {
        MenuItem item = new MenuItem(label);
        item.setEnabled(enabled);
        item.addActionListener(event -> say(command));
        menu.add(item);
    }

    static BufferedImage picture(Phase phase, int size) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, size, size, Glyphs.pixels(phase, size), 0, size);
        return image;
    }

    private static Image image(Phase phase) {
        return picture(phase, ICON);
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
