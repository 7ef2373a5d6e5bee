package org.oriel.source.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The script of the shipped session: about two and a half minutes of an office worker who does not exist. Run its
 * {@code main} with the path of {@code sample.orec} after a change.
 */
final class SampleSession {
    /** Must be in no output: typed with corrections, said in titles, or typed into a window that is not allowed. */
    static final List<String> SECRETS = List.of(
            "mara.quill@example.org",
            "jonas.feld@example.net",
            "4111 1111 1111 1111",
            "DE89 3704 0044 0532 0130 00",
            "+49 30 23125 014",
            "tango-kestrel-42");

    private static final int NOTES = 0x1400007;
    private static final int MAIL = 0x1800003;
    private static final int WEB = 0x1c00005;
    private static final int TERMINAL = 0x2000009;

    private SampleSession() {}

    public static void main(String[] arguments) throws IOException {
        script().write(Path.of(arguments[0]));
    }

    static SessionWriter script() {
        SessionWriter writer = SessionWriter.seeded(20_261_121);
        windows(writer);
        note(writer);
        reply(writer);
        browse(writer);
        terminal(writer);
        finish(writer);
        return writer;
    }

    private static void windows(SessionWriter writer) {
        writer.window(NOTES, "/usr/bin/mousepad", "Mousepad")
                .geometry(NOTES, 80, 60, 900, 640)
                .title(NOTES, "Untitled 1 - Mousepad")
                .window(MAIL, "/usr/bin/thunderbird", "thunderbird")
                .geometry(MAIL, 200, 40, 1400, 900)
                .title(MAIL, "Write: Re: Invoice 2026-118 - Thunderbird")
                .window(WEB, "/usr/bin/chromium", "Chromium")
                .geometry(WEB, 0, 0, 1920, 1040)
                .title(WEB, "Orders of jonas.feld@example.net - Chromium")
                .window(TERMINAL, "/usr/bin/xterm", "XTerm")
                .geometry(TERMINAL, 900, 500, 800, 480)
                .title(TERMINAL, "mara@desk: ~");
    }

    /** A note with an address and a card number, both typed with mistakes that are put right in different ways. */
    private static void note(SessionWriter writer) {
        writer.moveOver(NOTES, 420, 300)
                .focus(NOTES)
                .click(1, 430, 310)
                .pause(700)
                .typos(0.03)
                .type("Café order for Tuesday\n\n")
                .type("Twelve \"Björkö\" chairs, $1,250 in all. They come flat packed, so the workshop has to put ")
                .type("them together; two hours at most, says Ines.\n")
                .typos(0)
                .type("Send it to mara.quil")
                .correct("k", "l")
                .type("@exampel")
                .press("Backspace", 2)
                .type("le.org\n")
                .pause(900)
                .type("Card 4111 1111 111 1111")
                .press("ArrowLeft", 5)
                .pause(400)
                .type("1")
                .press("End")
                .correct(" 12/28", " 12/29")
                .type("\n")
                .chord("Control", "s")
                .title(NOTES, "order.txt - Mousepad")
                .pause(600);
        // Somebody asks for the password of the keyring: another client has the keyboard for a while.
        writer.focus(0)
                .pause(800)
                .suppressed(9)
                .pause(300)
                .suppressed(5)
                .focus(NOTES)
                .grabbed()
                .pause(500);
        writer.type("Half is paid, the rest is due on delivery. Keep the receipt for the auditors!\n")
                .chord("Control", "s")
                .pause(800);
    }

    /** A reply with an account and a phone number, some of it copied. */
    private static void reply(SessionWriter writer) {
        writer.chord("Alt", "Tab")
                .focus(MAIL)
                .pause(500)
                .moveOver(MAIL, 760, 420)
                .click(1, 770, 430)
                .typos(0.03)
                .type("Dear Tomás,\n\nthank you for the offer. We take the twelve chairs in oak and would like ")
                .type("to have them before the end of the month, as the old ones are already gone.\n")
                .typos(0)
                .type("Our account is DE89 3704 0044 0532 01")
                .correct("03", "30")
                .type(" 00, ")
                .type("and you reach me on +49 30 2312")
                .correct("6", "5")
                .type(" 014.\n")
                .chord("Shift", "Home")
                .chord("Control", "c")
                .press("End")
                .type("\n")
                .chord("Control", "v")
                .type("\nThe lift holds 600 kg and the door is 90 cm wide; please tell the driver to ring twice.\n")
                .type("\nBest wishes\nMara\n")
                .pause(900)
                .chord("Control", "Enter")
                .title(MAIL, "Inbox - mara.quill@example.org - Thunderbird")
                .pause(700)
                .scroll(4)
                .pause(600)
                .click(1, 620, 300)
                .pause(900);
    }

    /** Reading, a menu, a selection with the pointer, a search in Japanese. */
    private static void browse(SessionWriter writer) {
        writer.moveOver(WEB, 960, 24)
                .focus(WEB)
                .click(1, 960, 52)
                .pause(400)
                .type("example.org/orders?state=open\n")
                .title(WEB, "Open orders - Example Office - Chromium")
                .pause(1500)
                .moveTo(700, 520)
                .scroll(6)
                .pause(800)
                .moveTo(1300, 610)
                .moveTo(420, 640)
                .scroll(8)
                .pause(900)
                .scroll(-5)
                .pause(700);
        writer.focus(NOTES).pause(300).focus(WEB);
        writer.drag(420, 380, 760, 392)
                .chord("Control", "c")
                .click(3, 640, 388)
                .pause(500)
                .click(1, 690, 470)
                .pause(900)
                .doubleClick(530, 610)
                .pause(800)
                .click(1, 960, 180)
                .pause(400)
                .commit("東京 椅子")
                .press("Enter")
                .title(WEB, "東京 椅子 - Search - Chromium")
                .pause(1400)
                .scroll(3)
                .chord("Alt", "ArrowLeft")
                .title(WEB, "Open orders - Example Office - Chromium")
                .pause(900)
                .press("PageDown", 2)
                .hold("ArrowDown", 12)
                .pause(700);
    }

    /** The demonstration's policy does not allow terminals: nothing of this may exist in any form. */
    private static void terminal(SessionWriter writer) {
        writer.moveOver(TERMINAL, 1200, 720)
                .focus(TERMINAL)
                .click(1, 1210, 730)
                .type("export TOKEN=tango-kestrel-42\n")
                .title(TERMINAL, "tango-kestrel-42")
                .type("ls -l\n")
                .scroll(2)
                .pause(600);
    }

    /** Back to the note; a text expander types a line, then the windows go. */
    private static void finish(SessionWriter writer) {
        writer.moveOver(NOTES, 500, 420)
                .focus(NOTES)
                .click(1, 500, 430)
                .chord("Control", "End")
                .type("- called the workshop, they deliver at 9:30\n")
                .typos(0.04)
                .type("- ask Zoë about the invoice and the second van\n")
                .type("- measure the lift before they come, and book the goods entrance from 9 to 11\n")
                .type("- tell everybody on the third floor that it will be loud for a morning\n")
                .typos(0)
                .injected(true)
                .type("Checked 21 November 2026\n")
                .injected(false)
                .correct("Seen", "Paid by card\n")
                .chord("Control", "s")
                .pause(800)
                .moveTo(960, 72)
                .click(1, 966, 74)
                .close(NOTES)
                .focus(0);
    }
}
