package org.oriel.ledger;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Checks a ledger without a framework and with nothing but a Java runtime: {@code java -jar oriel-verify.jar DIR}. Exit
 * code 0: fine, 1: a check failed, 2: wrong usage, 4: no such ledger.
 */
public final class Verify {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int ENVIRONMENT = 4;

    private final PrintStream out;
    private final List<Path> witnesses = new ArrayList<>();
    private Locale locale;
    private String folder = "";
    private @Nullable String key;
    private long prove = -1;
    private long since = -1;
    private String digest = "";

    private Verify(PrintStream out, Locale locale) {
        this.out = out;
        this.locale = locale;
    }

    /** With the ledger's folder, and options. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(new Verify(out, Locale.getDefault()).run(arguments));
    }

    /** The same in English, without ending the JVM; returns the exit code. */
    public static int run(PrintStream out, String... arguments) {
        return new Verify(out, Locale.ENGLISH).run(arguments);
    }

    private int run(String... arguments) {
        if (List.of(arguments).contains("--help")) {
            say("usage");
            return 0;
        }
        if (!read(arguments)) {
            say("usage");
            return USAGE;
        }
        if (!Files.isDirectory(Path.of(folder))) {
            say("out.nofolder", folder);
            return ENVIRONMENT;
        }
        try {
            return check(new LedgerFiles(Path.of(folder).toAbsolutePath().normalize()));
        } catch (IOException e) {
            say("out.io", folder, String.valueOf(e.getMessage()));
            return ENVIRONMENT;
        }
    }

    private boolean read(String... arguments) {
        try {
            for (int i = 0; i < arguments.length; i++) {
                if (!arguments[i].startsWith("--") && folder.isEmpty()) {
                    folder = arguments[i];
                } else if (i + 1 == arguments.length || !option(arguments[i], arguments[++i])) {
                    return false;
                }
            }
            return !folder.isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean option(String name, String value) {
        switch (name) {
            case "--head" -> witnesses.add(Path.of(value));
            case "--key" -> key = value;
            case "--prove" -> prove = Long.parseUnsignedLong(value);
            case "--since" -> since = Long.parseUnsignedLong(value);
            case "--digest" -> digest = value;
            case "--lang" -> locale = Locale.forLanguageTag(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    private int check(LedgerFiles files) throws IOException {
        if (!Files.exists(files.entries())) {
            say("ledger.none", files.entries());
            return ENVIRONMENT;
        }
        Check check = new Check(files);
        for (Path witness : witnesses) {
            check.witness(witness);
        }
        Find find = new Find(digest);
        if (!digest.isEmpty()) {
            check.chain().watch(find);
        }
        check.run(key);
        report(files, check);
        boolean proven = proofs(files, check, find);
        boolean fine = check.problems().isEmpty() && proven;
        say(fine ? "out.fine" : "out.notfine");
        return fine ? 0 : FAILED;
    }

    private void report(LedgerFiles files, Check check) {
        say("out.ledger", files.folder());
        Chain chain = check.chain();
        say("out.entries", chain.tree().size(), chain.firstTime(), chain.lastTime());
        check.newest().map(HeadFile::head).ifPresent(head -> {
            say("out.head", head.size(), head.root(), head.time().toString());
            say("out.key", head.key());
        });
        say("out.heads", check.headsThatFit());
        check.notes().forEach(note -> say("out.note", note.in(locale)));
        if (witnesses.isEmpty()) {
            say("out.note", Message.of("out.nowitness").in(locale));
        }
        if (key == null) {
            say("out.note", Message.of("out.nokey").in(locale));
        }
        check.problems().forEach(problem -> say("out.failed", problem.in(locale)));
    }

    private boolean proofs(LedgerFiles files, Check check, Find find) throws IOException {
        SignedHead head = check.newest().map(HeadFile::head).orElse(null);
        boolean proven = true;
        if (!digest.isEmpty()) {
            if (find.found().isEmpty()) {
                say("out.nodigest", digest);
                return false;
            }
            for (long index : find.found()) {
                proven &= head != null && prove(files, head, index);
            }
        }
        if (prove >= 0) {
            proven &= head != null && prove(files, head, prove);
        }
        if (since >= 0) {
            proven &= head != null && extend(files, head);
        }
        return proven;
    }

    private boolean prove(LedgerFiles files, SignedHead head, long index) throws IOException {
        if (index >= head.size()) {
            say("out.noindex", index, head.size() - 1);
            return false;
        }
        Inclusion proof = Inclusion.of(files.entries(), index, head.size());
        say("out.entry", proof.line());
        say("out.leaf", Chain.hex(proof.leaf()));
        proof.path().forEach(step -> say("out.path", Chain.hex(step)));
        boolean proven = proof.under(head);
        say(proven ? "out.proven" : "out.unproven", index, head.size(), head.root());
        return proven;
    }

    private boolean extend(LedgerFiles files, SignedHead head) throws IOException {
        if (since < 1 || since > head.size()) {
            say("out.nosize", since, head.size());
            return false;
        }
        Chain chain = new Chain();
        Subtrees path = new Subtrees(chain.digests(), Proof.consistency(since, head.size()));
        Subtrees former = new Subtrees(chain.digests(), List.of(new Proof.Span(0, since)));
        chain.watch(path);
        chain.watch(former);
        chain.walk(files.entries());
        byte[] root = former.roots().get(0);
        path.roots().forEach(step -> say("out.path", Chain.hex(step)));
        boolean proven = Proof.extending(
                chain.digests(),
                since,
                root,
                head.size(),
                java.util.HexFormat.of().parseHex(head.root()),
                path.roots());
        say(proven ? "out.extends" : "out.notextends", head.size(), since, Chain.hex(root));
        return proven;
    }

    private void say(String key, Object... arguments) {
        out.println(Message.of(key, arguments).in(locale));
    }
}
