package org.oriel.control.tray;

import java.awt.AWTException;
import java.awt.Color;
import java.awt.Font;
import java.awt.Frame;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.time.Instant;
import java.util.function.Consumer;
import javax.swing.Timer;
import org.jspecify.annotations.Nullable;
import org.oriel.api.consent.CaptureState.Phase;

/**
 * The sign as a window: sign, word, time that is left, one button. Above others, never with the keyboard, movable. No
 * window manager has a say in it, so it cannot be minimised or closed.
 */
final class SignWindow extends Window {
    private static final long serialVersionUID = 1L;

    private static final int WIDTH = 340;
    private static final int HEIGHT = 36;
    private static final int GLYPH = 22;
    private static final int PAD = 7;
    private static final int BUTTON = 160;
    private static final int MARGIN = 12;
    private static final Color BACK = new Color(0x16181d);
    private static final Color TEXT = new Color(0xf4f5f7);
    private static final Color KEY = new Color(0x353a44);

    /** Of the sign's pixels so many must be on the screen as they were drawn. */
    private static final double SEEN = 0.8;

    private final transient Consumer<String> commands;
    private final transient @Nullable Robot robot = robot();
    private final transient Timer second = new Timer(1000, event -> repaint());
    private transient @Nullable Look look;

    SignWindow(Consumer<String> commands) {
        super((Frame) null);
        this.commands = commands;
        setName("Oriel");
        setAlwaysOnTop(true);
        setFocusableWindowState(false);
        setAutoRequestFocus(false);
        setBackground(BACK);
        setSize(WIDTH, HEIGHT);
        Rectangle screen = getGraphicsConfiguration().getBounds();
        setLocation(screen.x + screen.width - WIDTH - MARGIN, screen.y + screen.height - HEIGHT - MARGIN);
        Mouse mouse = new Mouse();
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
    }

    /** On Wayland looking at the screen would ask the person for leave each time. */
    private static @Nullable Robot robot() {
        try {
            return System.getenv("WAYLAND_DISPLAY") == null ? new Robot() : null;
        } catch (AWTException | SecurityException e) {
            return null;
        }
    }

    void show(Look next) {
        look = next;
        setVisible(true);
        second.start();
        repaint();
    }

    @Override
    public void dispose() {
        second.stop();
        super.dispose();
    }

    /** Looks at the screen; what covers it is asked to make room, once for each look. */
    boolean seen() {
        if (!isShowing()) {
            return false;
        }
        if (robot == null || look == null) {
            return true;
        }
        if (onScreen(robot, look.phase())) {
            return true;
        }
        toFront();
        return false;
    }

    private boolean onScreen(Robot eyes, Phase phase) {
        Point at = getLocationOnScreen();
        BufferedImage screen = eyes.createScreenCapture(new Rectangle(at.x + PAD, at.y + PAD, GLYPH, GLYPH));
        BufferedImage drawn = new BufferedImage(GLYPH, GLYPH, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setColor(BACK);
        graphics.fillRect(0, 0, GLYPH, GLYPH);
        graphics.drawImage(Sign.picture(phase, GLYPH), 0, 0, null);
        graphics.dispose();
        int same = 0;
        for (int i = 0; i < GLYPH * GLYPH; i++) {
            same += near(screen.getRGB(i % GLYPH, i / GLYPH), drawn.getRGB(i % GLYPH, i / GLYPH)) ? 1 : 0;
        }
        return same >= SEEN * GLYPH * GLYPH;
    }

    private static boolean near(int one, int other) {
        int most = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            most = Math.max(most, Math.abs((one >> shift & 0xff) - (other >> shift & 0xff)));
        }
        return most < 24;
    }

    @Override
    public void update(Graphics graphics) {
        paint(graphics);
    }

    /** Drawn aside and shown at once, so that the sign is never missing between two strokes. */
    @Override
    public void paint(Graphics graphics) {
        Look now = look;
        if (now == null) {
            return;
        }
        BufferedImage image = new BufferedImage(getWidth(), getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D to = image.createGraphics();
        to.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        to.setColor(BACK);
        to.fillRect(0, 0, getWidth(), getHeight());
        to.drawImage(Sign.picture(now.phase(), GLYPH), PAD, PAD, null);
        to.setColor(TEXT);
        to.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
        int left = PAD + GLYPH + 8;
        boolean timed = now.until().isPresent();
        to.drawString(now.title(), left, timed ? 15 : 23);
        to.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        if (timed) {
            String text = now.text(Instant.now());
            to.drawString(text.contains(": ") ? text.substring(0, text.lastIndexOf(": ")) : text, left, 30);
        }
        if (now.canPause() || now.canResume()) {
            to.setColor(KEY);
            to.fillRoundRect(getWidth() - BUTTON - 6, 6, BUTTON, getHeight() - 12, 8, 8);
            to.setColor(TEXT);
            String label = now.canPause() ? now.pause() : now.resume();
            int width = to.getFontMetrics().stringWidth(label);
            to.drawString(label, getWidth() - 6 - BUTTON + (BUTTON - width) / 2, 22);
        }
        to.dispose();
        graphics.drawImage(image, 0, 0, null);
    }

    private final class Mouse extends MouseAdapter {
        private Point from = new Point();

        @Override
        public void mousePressed(MouseEvent event) {
            from = event.getPoint();
        }

        @Override
        public void mouseDragged(MouseEvent event) {
            Point at = event.getLocationOnScreen();
            setLocation(at.x - from.x, at.y - from.y);
        }

        @Override
        public void mouseClicked(MouseEvent event) {
            Look now = look;
            if (now != null && event.getX() >= getWidth() - BUTTON - 6) {
                if (now.canPause()) {
                    commands.accept(StatusItem.PAUSE);
                } else if (now.canResume()) {
                    commands.accept(StatusItem.RESUME);
                }
            }
        }
    }
}
