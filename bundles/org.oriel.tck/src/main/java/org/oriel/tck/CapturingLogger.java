package org.oriel.tck;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerConsumer;

/** A logger that keeps its lines, every level on, so that a test can look for what must not be in a log. */
public final class CapturingLogger {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Logger logger = (Logger) Proxy.newProxyInstance(
            Logger.class.getClassLoader(),
            new Class<?>[] {Logger.class},
            (proxy, method, arguments) -> call(proxy, method, arguments == null ? new Object[0] : arguments));

    /** An empty one. */
    public CapturingLogger() {}

    /** The logger to hand to the code under test. */
    public Logger logger() {
        return logger;
    }

    /** Every line so far, as {@code LEVEL text}, with the stack trace of an exception in it. */
    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** The lines of one level. */
    public List<String> lines(String level) {
        String prefix = level.toUpperCase(Locale.ROOT) + " ";
        return lines().stream().filter(line -> line.startsWith(prefix)).toList();
    }

    private Object call(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (name.equals("getName")) {
            return "test";
        }
        if (name.startsWith("is")) {
            return true;
        }
        if (method.getDeclaringClass() == Object.class) {
            return switch (name) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "CapturingLogger";
            };
        }
        if (arguments[0] instanceof LoggerConsumer<?> consumer) {
            // A proxy cannot tell the exception type; what the consumer throws leaves as it is.
            @SuppressWarnings("unchecked")
            LoggerConsumer<Exception> any = (LoggerConsumer<Exception>) consumer;
            any.accept((Logger) proxy);
        } else {
            lines.add(name.toUpperCase(Locale.ROOT) + " " + format(arguments));
        }
        return Void.TYPE;
    }

    /** As the Log Service formats (OSGi Compendium 8.1, 101.3.2): braces, then an exception as the last argument. */
    private static String format(Object[] arguments) {
        List<Object> values = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i] instanceof Object[] many) {
                values.addAll(java.util.Arrays.asList(many));
            } else {
                values.add(arguments[i]);
            }
        }
        StringBuilder line = new StringBuilder();
        String pattern = String.valueOf(arguments[0]);
        int from = 0;
        int used = 0;
        for (int at = pattern.indexOf("{}"); at >= 0 && used < values.size(); at = pattern.indexOf("{}", from)) {
            line.append(pattern, from, at).append(values.get(used++));
            from = at + 2;
        }
        line.append(pattern, from, pattern.length());
        for (Object rest : values.subList(used, values.size())) {
            line.append(' ').append(rest instanceof Throwable thrown ? trace(thrown) : rest);
        }
        return line.toString();
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
