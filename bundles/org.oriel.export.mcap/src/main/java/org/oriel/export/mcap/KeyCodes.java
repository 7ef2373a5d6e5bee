package org.oriel.export.mcap;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Windows virtual key codes, which is how OWA names keys, for the physical keys of W3C {@code code}. Letters and signs stand
 * where they are on a US keyboard: the layout is not known to OWA either.
 */
final class KeyCodes {
    private static final String NAMED = """
            Backspace 8 Tab 9 Enter 13 NumpadEnter 13 Pause 19 CapsLock 20 KanaMode 21 Lang1 21 Lang2 25 Escape 27 \
            Convert 28 NonConvert 29 Space 32 PageUp 33 PageDown 34 End 35 Home 36 ArrowLeft 37 ArrowUp 38 \
            ArrowRight 39 ArrowDown 40 Select 41 PrintScreen 44 Insert 45 Delete 46 Help 47 MetaLeft 91 MetaRight 92 \
            ContextMenu 93 Sleep 95 NumpadMultiply 106 NumpadAdd 107 NumpadComma 108 NumpadSubtract 109 \
            NumpadDecimal 110 NumpadDivide 111 NumLock 144 ScrollLock 145 NumpadEqual 146 ShiftLeft 160 \
            ShiftRight 161 ControlLeft 162 ControlRight 163 AltLeft 164 AltRight 165 BrowserBack 166 \
            BrowserForward 167 BrowserRefresh 168 BrowserStop 169 BrowserSearch 170 BrowserFavorites 171 \
            BrowserHome 172 AudioVolumeMute 173 AudioVolumeDown 174 AudioVolumeUp 175 MediaTrackNext 176 \
            MediaTrackPrevious 177 MediaStop 178 MediaPlayPause 179 LaunchMail 180 MediaSelect 181 LaunchApp1 182 \
            LaunchApp2 183 Semicolon 186 Equal 187 Comma 188 Minus 189 Period 190 Slash 191 Backquote 192 \
            IntlRo 193 BracketLeft 219 Backslash 220 BracketRight 221 Quote 222 IntlBackslash 226""";

    private static final Map<String, Integer> CODES = codes();

    private KeyCodes() {}

    private static Map<String, Integer> codes() {
        Map<String, Integer> codes = new HashMap<>();
        String[] words = NAMED.split(" +", -1);
        for (int i = 0; i < words.length; i += 2) {
            codes.put(words[i], Integer.parseInt(words[i + 1]));
        }
        for (char letter = 'A'; letter <= 'Z'; letter++) {
            codes.put("Key" + letter, (int) letter);
        }
        for (int digit = 0; digit <= 9; digit++) {
            codes.put("Digit" + digit, '0' + digit);
            codes.put("Numpad" + digit, 96 + digit);
        }
        for (int function = 1; function <= 24; function++) {
            codes.put("F" + function, 111 + function);
        }
        return codes;
    }

    /** The code of a physical key; empty where OWA has no name for it. */
    static OptionalInt of(String code) {
        Integer known = CODES.get(code);
        return known == null ? OptionalInt.empty() : OptionalInt.of(known);
    }
}
