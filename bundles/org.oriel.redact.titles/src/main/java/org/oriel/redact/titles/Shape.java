package org.oriel.redact.titles;

import java.util.Locale;
import java.util.Set;

/** What a slot of a template accepts. All of them look at each character once. */
enum Shape {
    /** Anything. */
    ANY {
        @Override
        boolean fits(String value) {
            return true;
        }
    },
    /** Digits, with separators of thousands or a plus sign behind. */
    NUMBER {
        @Override
        boolean fits(String value) {
            return value.length() <= 6 && of(value, "0123456789,.+") && Character.isDigit(value.charAt(0));
        }
    },
    /** No space in it. */
    WORD {
        @Override
        boolean fits(String value) {
            return none(value, " \t");
        }
    },
    /** {@code owner/name}. */
    SLUG {
        @Override
        boolean fits(String value) {
            int slash = value.indexOf('/');
            return slash > 0
                    && slash == value.lastIndexOf('/')
                    && isName(value.substring(0, slash))
                    && isName(value.substring(slash + 1));
        }

        private boolean isName(String part) {
            return !part.isEmpty() && of(part, LETTERS + "._-") && part.chars().anyMatch(Character::isLetter);
        }
    },
    /** {@code group/sub/name}, with spaces around the slashes or without. */
    NESTED {
        @Override
        boolean fits(String value) {
            return value.indexOf('/') > 0 && of(value, LETTERS + "._-/ ");
        }
    },
    /** {@code @name}. */
    AT {
        @Override
        boolean fits(String value) {
            return value.length() > 1 && value.charAt(0) == '@' && none(value, " \t");
        }
    },
    /** {@code #name}. */
    HASH {
        @Override
        boolean fits(String value) {
            return value.length() > 1 && value.charAt(0) == '#' && none(value, " \t");
        }
    },
    /** An e-mail address, roughly. */
    EMAIL {
        @Override
        boolean fits(String value) {
            int at = value.indexOf('@');
            return at > 0 && value.indexOf('.', at) > at + 1 && none(value, " \t/");
        }
    },
    /** A key such as {@code ABC-123}, or a number. */
    ID {
        @Override
        boolean fits(String value) {
            return value.length() <= 24
                    && of(value, LETTERS + "-_#")
                    && value.chars().anyMatch(c -> c >= '0' && c <= '9');
        }
    },
    /** A file name or path whose last part has an extension, or a name that begins with a dot. */
    FILE {
        @Override
        boolean fits(String value) {
            return Paths.extension(value) > 0 || value.charAt(0) == '.' && none(value, " /") && value.length() > 3;
        }
    },
    /** An absolute path, or one that begins in the home directory. */
    PATH {
        @Override
        boolean fits(String value) {
            return Paths.isAbsolute(value);
        }
    },
    /** An address with its scheme, or a bare host with a path. */
    URL {
        @Override
        boolean fits(String value) {
            return none(value, " \t") && (Urls.hasScheme(value) || Urls.isBareHostWithPath(value));
        }
    },
    /** {@code user@host}, perhaps with a directory behind. */
    LOGIN {
        @Override
        boolean fits(String value) {
            int at = value.indexOf('@');
            return at > 0 && at < value.length() - 1 && none(value, " \t/");
        }
    },
    /** Two to four words that begin with a capital letter. */
    NAME {
        @Override
        boolean fits(String value) {
            String[] words = value.split(" ", 6);
            if (words.length < 2 || words.length > 4) {
                return false;
            }
            for (String word : words) {
                if (LEGAL_FORMS.contains(word.toLowerCase(Locale.ROOT))) {
                    return false;
                }
                if (word.isEmpty() || !Character.isUpperCase(word.codePointAt(0)) || word.endsWith(":")) {
                    return false;
                }
            }
            return value.chars().noneMatch(Character::isDigit);
        }
    };

    private static final Set<String> LEGAL_FORMS = Set.of(
            "ltd", "ltd.", "inc", "inc.", "llc", "gmbh", "ag", "corp", "corp.", "plc", "labs", "group", "co.", "bv");

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** Whether {@code value}, which is not empty, has this shape. */
    abstract boolean fits(String value);

    /** The shape by its name in a grammar, or an error that says what is allowed. */
    static Shape named(String name) {
        for (Shape shape : values()) {
            if (shape.name().toLowerCase(Locale.ROOT).equals(name)) {
                return shape;
            }
        }
        throw new IllegalArgumentException("shape " + name + " is not known");
    }

    private static boolean of(String value, String allowed) {
        for (int i = 0; i < value.length(); i++) {
            if (allowed.indexOf(value.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean none(String value, String refused) {
        for (int i = 0; i < value.length(); i++) {
            if (refused.indexOf(value.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }
}
