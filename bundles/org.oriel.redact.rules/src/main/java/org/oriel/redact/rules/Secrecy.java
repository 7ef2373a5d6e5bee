package org.oriel.redact.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a value that stands where a secret may stand is one: made by a machine, typed as a password, or only a word, a
 * name, an expression, a placeholder. Each judgement is linear in the length of the value.
 */
final class Secrecy {
    /** Pairs of letters that make up 93 % of those in identifiers and English; the first letter leads each group. */
    private static final String PAIRS =
            "abcdgiklmnprstuvwxy baeilorsuy caehiklortu dadeilorsu eacdefglmnpqrstvwxy faefilortu"
                    + " geilnrs haeior iabcdefglmnoprstvxz keis ladeilostuy mabeimopsu nacdefgiklnopstuv oabcdfgklmnoprstuvw"
                    + " paeiloprstuy qu racdegikmnorstuvy sacehiklopstuy tacehiloprstuy uabceilmnprst vaei waehior xcpt ypst ze";

    private static final boolean[] COMMON = common();

    /** Words that stand beside the name of a secret and are none. */
    private static final Set<String> WORDS = table("nosecrets.txt");

    /** What one says about a password. */
    private static final Set<String> SAID = table("said.txt");

    private static final String[] SECRET_WORDS = {
        "passw",
        "passphrase",
        "passcode",
        "secret",
        "token",
        "apikey",
        "api_key",
        "api-key",
        "credential",
        "_key",
        "-key"
    };

    private static final String[] UNFILLED = {
        "xxxx", "****", "####", "..", "your_", "your-", "changeme", "example", "placeholder", "redacted", "1234-1234"
    };

    private static final String STRONG = "!@#$%^&*?~";
    private static final int LONGEST_PHRASE = 6;

    private Secrecy() {}

    private static Set<String> table(String name) {
        Set<String> words = new HashSet<>();
        Tables.read(name).forEach(row -> words.addAll(List.of(row)));
        return words;
    }

    private static boolean[] common() {
        boolean[] common = new boolean[26 * 26];
        for (String group : PAIRS.split(" ")) {
            for (char second : group.substring(1).toCharArray()) {
                common[(group.charAt(0) - 'a') * 26 + second - 'a'] = true;
            }
        }
        return common;
    }

    /** What characters a value has. */
    private static final class Census {
        int letters;
        int uppers;
        int lowers;
        int digits;
        /** Stretches of digits. */
        int digitRuns;

        int strong;
        int spaces;
        /** Neighbouring letters of one word; a capital after a small letter begins a new word. */
        int pairs;

        int commonPairs;

        Census(String value) {
            char last = '\0';
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c >= '0' && c <= '9') {
                    digits++;
                    digitRuns += last >= '0' && last <= '9' ? 0 : 1;
                } else if (Character.isLetter(c)) {
                    letter(c, last);
                } else {
                    strong += STRONG.indexOf(c) >= 0 ? 1 : 0;
                    spaces += c == ' ' ? 1 : 0;
                }
                last = c;
            }
        }

        private void letter(char c, char last) {
            letters++;
            boolean upper = Character.isUpperCase(c);
            uppers += upper ? 1 : 0;
            lowers += upper ? 0 : 1;
            int first = (last | 0x20) - 'a';
            int second = (c | 0x20) - 'a';
            boolean hump = upper && Character.isLowerCase(last);
            if (!hump && first >= 0 && first < 26 && second >= 0 && second < 26 && last < 0x80 && c < 0x80) {
                pairs++;
                commonPairs += COMMON[first * 26 + second] ? 1 : 0;
            }
        }

        double commonShare() {
            return pairs == 0 ? 0 : (double) commonPairs / pairs;
        }
    }

    /** Made of words: an identifier, a path, a phrase. Two numbers may stand in it, as in utf8_to_utf16. */
    static boolean words(String value) {
        Census census = new Census(value);
        return census.pairs >= 4
                && census.digitRuns <= 2
                && census.commonShare() >= 0.72
                && census.pairs * 5 >= value.length() * 2
                && census.digits * 4 <= value.length();
    }

    /** Made by a machine: a UUID, or letters and digits (or cases) mixed as words never are. */
    static boolean random(String value) {
        int length = value.length();
        if (length < 8 || placeholder(value) || reference(value)) {
            return false;
        }
        if (uuid(value)) {
            return true;
        }
        Census census = new Census(value);
        if (census.letters == 0 || words(value) || parts(value) || census.spaces > 0) {
            return false;
        }
        double bits = Checks.entropy(value);
        if (census.digits == 0) {
            boolean mixed = census.uppers > 1 && census.lowers > 1;
            return length >= 16 && bits >= 3.4 && census.commonShare() < 0.62 && (mixed || length >= 20);
        }
        double least = length < 12 ? 2.5 : length < 20 ? 2.7 : 3;
        return bits >= least && (census.digitRuns > 1 || census.commonShare() < 0.6);
    }

    private static boolean uuid(String value) {
        if (value.length() != 36) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash != (value.charAt(i) == '-') || (!dash && Character.digit(value.charAt(i), 16) < 0)) {
                return false;
            }
        }
        return true;
    }

    /** Every part between punctuation is a word, a number or short: versions, dates, dotted names. */
    private static boolean parts(String value) {
        int count = 0;
        int start = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || !Character.isLetterOrDigit(value.charAt(i))) {
                if (i < value.length() && "._-:/+ ".indexOf(value.charAt(i)) < 0) {
                    return false;
                }
                if (i > start) {
                    count++;
                    if (!part(value.substring(start, i))) {
                        return false;
                    }
                }
                start = i + 1;
            }
        }
        return count > 1;
    }

    /** Numbers and short words that begin with a number: 2.1-rc3, 16-bit, v2_beta. */
    private static boolean version(String value) {
        char first = value.charAt(0);
        char second = value.charAt(1);
        return (Character.isDigit(first) || (first == 'v' && Character.isDigit(second))) && parts(value);
    }

    private static boolean part(String part) {
        Census census = new Census(part);
        return part.length() <= 4
                || (part.length() <= 6 && census.digitRuns == 1)
                || (census.letters == 0 && census.digits <= 8)
                || (census.digits <= 2 && census.commonShare() >= 0.72)
                || words(part);
    }

    /** What stands until somebody puts the secret in: one character repeated, dots, a word in brackets. */
    static boolean placeholder(String value) {
        if (value.chars().filter(c -> "-_. :/".indexOf(c) < 0).distinct().count() <= 2) {
            return true;
        }
        String lower = value.toLowerCase(Locale.ROOT);
        for (String part : UNFILLED) {
            if (lower.contains(part)) {
                return true;
            }
        }
        return false;
    }

    /** A variable, a call, a field, a template: what a program or a shell puts a secret in with. */
    static boolean reference(String value) {
        int length = value.length();
        if (length < 2) {
            return true;
        }
        char first = value.charAt(0);
        char last = value.charAt(length - 1);
        String inner = value.substring(1);
        if (first == '$') {
            return "{(".indexOf(value.charAt(1)) >= 0 || name(inner) || Character.isDigit(value.charAt(1));
        }
        if ((first == '<' && last == '>') || (first == '[' && last == ']') || (first == '%' && last == '%')) {
            return true;
        }
        if (first == '{' || (first == '#' && value.charAt(1) == '{') || (first == '@' && name(inner))) {
            return true;
        }
        if (value.startsWith("%(") || value.contains("{{.") || value.contains("{{ ") || value.contains("${{")) {
            return true;
        }
        int at = 0;
        while (at < length
                && (Character.isLetterOrDigit(value.charAt(at)) || "_.:$?!&*-".indexOf(value.charAt(at)) >= 0)) {
            at++;
        }
        if (at > 0 && at < length && (value.charAt(at) == '(' || value.charAt(at) == '[')) {
            return Character.isLetter(first) || "&*!_".indexOf(first) >= 0;
        }
        return dotted(value);
    }

    private static boolean name(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    }

    /** {@code config.password}, {@code self->token}, {@code Secrets::KEY}: names joined as programs join them. */
    private static boolean dotted(String value) {
        String[] names = value.split("->|::|\\?\\.|!\\.|\\.", -1);
        if (names.length < 2) {
            return false;
        }
        for (String name : names) {
            Census census = new Census(name);
            boolean word = name(name) && Character.isLetter(name.charAt(0)) && census.digitRuns <= 1;
            if (!word || (census.pairs >= 4 && census.commonShare() < 0.6)) {
                return false;
            }
        }
        return true;
    }

    /** A string literal beside the name of a password. */
    static boolean quoted(String value) {
        if (value.length() < 4
                || placeholder(value)
                || reference(value)
                || WORDS.contains(value.toLowerCase(Locale.ROOT))) {
            return false;
        }
        Census census = new Census(value);
        if (census.spaces > 0) {
            return phrase(value, census);
        }
        int bar = value.indexOf('|');
        if (bar > 0 && WORDS.contains(value.substring(0, bar).toLowerCase(Locale.ROOT))) {
            return false; // rules of a form: required|min:8
        }
        boolean plain = census.digits == 0 && census.strong == 0;
        char first = value.charAt(0);
        if (plain && (named(value) || "#./\\-+:=&|,;(%".indexOf(first) >= 0 || value.endsWith(":"))) {
            return false;
        }
        return !(first == '#' && named(value)) && !value.contains("%s") && !value.contains("{}") && !parts(value);
    }

    /** Small words in a row, as passphrases are; a sentence of a form begins with a capital or says what it is about. */
    private static boolean phrase(String value, Census census) {
        return census.spaces < LONGEST_PHRASE
                && census.uppers == 0
                && Character.isLetterOrDigit(value.charAt(0))
                && Character.isLetterOrDigit(value.charAt(value.length() - 1))
                && !value.contains("  ")
                && !named(value)
                && census.letters + census.digits + census.spaces == value.length();
    }

    /** Says itself that it is a password. */
    private static boolean named(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        for (String word : SECRET_WORDS) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Without quotes, where a program would have a name: it needs a digit in a word, or a sign that names do not have. */
    static boolean typed(String value) {
        if (value.length() < 4
                || placeholder(value)
                || reference(value)
                || WORDS.contains(value.toLowerCase(Locale.ROOT))) {
            return false;
        }
        if (random(value)) {
            return true;
        }
        Census census = new Census(value);
        boolean inside = false;
        for (int i = 1; i < value.length() - 1 && !inside; i++) {
            inside = STRONG.indexOf(value.charAt(i)) >= 0;
        }
        if (value.contains("&#") || value.contains("&quot") || value.contains("&gt") || value.contains("&lt")) {
            return false;
        }
        if (value.contains("&&") || value.contains("||") || value.contains("://") || named(value) || version(value)) {
            return false;
        }
        boolean counted = Character.isDigit(value.charAt(0)) && census.digitRuns == 1;
        boolean mixed = census.digits > 0 && census.letters > 1 && value.length() >= 6 && !counted;
        return mixed || (inside && census.letters > 0) || (census.strong > 1 && census.letters > 0);
    }

    /** A word that somebody says is a password: not what one says about passwords. */
    static boolean spoken(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        for (String ending : new String[] {"ed", "ing", "able", "ible", "ly", "ive", "ary", "ent", "ory"}) {
            if (lower.endsWith(ending)) {
                return false;
            }
        }
        return lower.length() >= 4 && !WORDS.contains(lower) && !SAID.contains(lower) && !named(value);
    }

    /** {@code name:password}, quotes around it allowed. */
    static boolean userInfo(String value) {
        String bare = unquoted(value);
        int colon = bare.indexOf(':');
        if (colon < 0) {
            return false;
        }
        String user = bare.substring(0, colon);
        String password = bare.substring(colon + 1);
        if (password.isEmpty()) {
            return typed(user) || random(user);
        }
        return urlUserInfo(bare)
                && password.length() > 1
                && !placeholder(password + "ab")
                && !WORDS.contains(password.toLowerCase(Locale.ROOT))
                && !password.chars().allMatch(c -> c >= '0' && c <= '9' && password.length() < 6);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && "\"'".indexOf(value.charAt(0)) >= 0;
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** {@code name:password} in a URL, unless something else puts the password in. */
    static boolean urlUserInfo(String value) {
        String password = value.substring(value.indexOf(':') + 1);
        return !reference(password) && !password.contains("${") && !password.contains("$(") && !password.contains("{{");
    }
}
