package org.oriel.export.trajectory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oriel.api.event.Modifier;
import org.oriel.trajectory.Action;

/** What keys are called elsewhere. The W3C name comes first, then pyautogui, xdotool (X keysyms), OpenAI. */
enum KeyNames {
    /** As in pyautogui's {@code KEYBOARD_KEYS}. */
    PYAUTOGUI(1),
    /** As {@code xdotool key} takes them. */
    XDOTOOL(2),
    /** As in OpenAI's computer use examples. */
    OPENAI(3);

    /** X names of what is neither letter nor digit; a plus would separate keys. */
    private static final String SYMS =
            "! exclam \" quotedbl # numbersign $ dollar % percent & ampersand ' apostrophe ( parenleft ) parenright"
                    + " * asterisk + plus , comma - minus . period / slash : colon ; semicolon < less = equal > greater"
                    + " ? question @ at [ bracketleft \\ backslash ] bracketright ^ asciicircum _ underscore ` grave"
                    + " { braceleft | bar } braceright ~ asciitilde";

    private static final Pattern FUNCTION = Pattern.compile("F([1-9]|1[0-9]|2[0-4])");
    private static final Pattern PHYSICAL = Pattern.compile("(?:Key|Digit)([A-Z0-9])");
    private static final Map<String, String> X_SYMS = new HashMap<>();

    static {
        String[] syms = SYMS.split(" ");
        for (int i = 0; i < syms.length; i += 2) {
            X_SYMS.put(syms[i], syms[i + 1]);
        }
    }

    private final Map<String, String> named = new HashMap<>();

    KeyNames(int column) {
        for (String row : Table.NAMES) {
            String[] names = row.split(" ");
            named.put(names[0], names[column]);
        }
    }

    /** What a key is called; empty where the other side has no name for it. */
    Optional<String> key(String w3c) {
        String name = named.get(w3c);
        if (name != null) {
            return Optional.of(name);
        }
        Matcher function = FUNCTION.matcher(w3c);
        if (function.matches()) {
            return Optional.of(this == PYAUTOGUI ? w3c.toLowerCase(Locale.ROOT) : w3c);
        }
        return w3c.codePointCount(0, w3c.length()) == 1 ? character(w3c.codePointAt(0)) : Optional.empty();
    }

    private Optional<String> character(int c) {
        if (c == ' ') {
            return Optional.of(this == OPENAI ? "SPACE" : "space");
        }
        if (c < ' ' || c == 0x7f) {
            return Optional.empty();
        }
        String text = Character.toString(c).toLowerCase(Locale.ROOT);
        if (this == XDOTOOL) {
            String sym = X_SYMS.get(text);
            return Optional.of(sym != null ? sym : c < 0x80 ? text : String.format("U%04X", text.codePointAt(0)));
        }
        return c < 0x80 ? Optional.of(text) : Optional.empty();
    }

    /** The keys of a chord, modifiers first; empty where one of them has no name. */
    Optional<List<String>> chord(Action.Chord chord) {
        String key = chord.key().reveal();
        Matcher physical = PHYSICAL.matcher(chord.code().reveal());
        // Control with a Cyrillic letter is Control with the Latin one of that key.
        boolean foreign = key.codePoints().anyMatch(c -> c >= 0x80);
        String named = foreign && physical.matches() ? physical.group(1) : key;
        return key(named).map(name -> {
            List<String> keys = held(chord.modifiers());
            keys.add(name);
            return keys;
        });
    }

    /** What is held. */
    List<String> held(Iterable<Modifier> modifiers) {
        List<String> names = new ArrayList<>();
        Function<String, String> name = w3c -> named.getOrDefault(w3c, w3c);
        for (Modifier modifier : modifiers) {
            switch (modifier) {
                case CONTROL -> names.add(0, name.apply("Control"));
                case ALT -> names.add(name.apply("Alt"));
                case ALT_GRAPH -> names.add(name.apply("AltGraph"));
                case SHIFT -> names.add(name.apply("Shift"));
                case META -> names.add(name.apply("Meta"));
                case CAPS_LOCK, NUM_LOCK -> {
                    // Locks are not held.
                }
            }
        }
        return names;
    }

    /** Constants of an enumeration are made before its own tables. */
    private static final class Table {
        private static final String[] NAMES = {
            "Enter enter Return ENTER",
            "Tab tab Tab TAB",
            "Backspace backspace BackSpace BACKSPACE",
            "Delete delete Delete DELETE",
            "Escape esc Escape ESC",
            "ArrowUp up Up UP",
            "ArrowDown down Down DOWN",
            "ArrowLeft left Left LEFT",
            "ArrowRight right Right RIGHT",
            "Home home Home HOME",
            "End end End END",
            "PageUp pageup Page_Up PAGEUP",
            "PageDown pagedown Page_Down PAGEDOWN",
            "Insert insert Insert INSERT",
            "Control ctrl ctrl CTRL",
            "Shift shift shift SHIFT",
            "Alt alt alt ALT",
            "AltGraph altright ISO_Level3_Shift ALTGR",
            "Meta win super SUPER",
            "CapsLock capslock Caps_Lock CAPSLOCK",
            "NumLock numlock Num_Lock NUMLOCK",
            "ScrollLock scrolllock Scroll_Lock SCROLLLOCK",
            "PrintScreen printscreen Print PRINTSCREEN",
            "Pause pause Pause PAUSE",
            "ContextMenu apps Menu MENU",
            "Help help Help HELP",
            "Clear clear Clear CLEAR",
            "AudioVolumeMute volumemute XF86AudioMute VOLUMEMUTE",
            "AudioVolumeUp volumeup XF86AudioRaiseVolume VOLUMEUP",
            "AudioVolumeDown volumedown XF86AudioLowerVolume VOLUMEDOWN",
            "MediaPlayPause playpause XF86AudioPlay PLAYPAUSE",
            "MediaTrackNext nexttrack XF86AudioNext NEXTTRACK",
            "MediaTrackPrevious prevtrack XF86AudioPrev PREVTRACK",
            "MediaStop stop XF86AudioStop STOP",
            "BrowserBack browserback XF86Back BROWSERBACK",
            "BrowserForward browserforward XF86Forward BROWSERFORWARD",
            "BrowserRefresh browserrefresh XF86Refresh BROWSERREFRESH",
            "BrowserHome browserhome XF86HomePage BROWSERHOME",
            "BrowserSearch browsersearch XF86Search BROWSERSEARCH",
        };
    }
}
