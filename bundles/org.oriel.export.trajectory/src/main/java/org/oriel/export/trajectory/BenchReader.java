package org.oriel.export.trajectory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads code as AgentNet's benchmark does ({@code evaluation/agentnetbench} of xlang-ai/OpenCUA): line by line with
 * patterns, not with a parser of Python. What it does not read back as it was meant is a loss.
 */
final class BenchReader {
    private static final Pattern PLACE = Pattern.compile("x=([\\d.]+),\\s*y=([\\d.]+)");
    private static final Pattern STATUS = Pattern.compile("status=['\"](\\w+)['\"]");
    private static final Pattern MESSAGE = Pattern.compile("message=['\"](.+?)['\"]");
    private static final Pattern KEYS = Pattern.compile("keys=\\[(.*?)]");
    private static final Pattern KEY = Pattern.compile("['\"]([^'\"]*)['\"]|(\\w+)");
    private static final Pattern WHEEL = Pattern.compile("pyautogui\\.scroll\\(([-\\d]+)\\)");

    private BenchReader() {}

    /** What it reads in a code, one text an action, such as {@code click 0.5 0.25} or {@code press [enter]}. */
    static List<String> read(String code) {
        List<String> read = new ArrayList<>();
        for (String line : code.split("\n")) {
            line(line.strip(), read);
        }
        return read;
    }

    private static void line(String line, List<String> read) {
        Matcher status = STATUS.matcher(line);
        if (line.startsWith("computer.terminate") && status.find()) {
            read.add("terminate " + status.group(1));
        } else if (line.startsWith("computer.triple_click")
                && PLACE.matcher(line).find()) {
            read.add("triple_click" + place(line));
        } else if (line.startsWith("pyautogui.")) {
            pointer(line, read);
            Matcher message = MESSAGE.matcher(line);
            if (message.find()) {
                read.add("write " + message.group(1));
            }
            keys(line, read);
            Matcher wheel = WHEEL.matcher(line);
            if (wheel.find()) {
                read.add("scroll " + wheel.group(1));
            }
        }
    }

    private static void pointer(String line, List<String> read) {
        if (!PLACE.matcher(line).find()) {
            return;
        }
        boolean special = line.contains("doubleClick") || line.contains("rightClick");
        if (line.contains("click") && !special) {
            read.add("click" + place(line));
            return;
        }
        for (String name : List.of("moveTo", "doubleClick", "rightClick", "dragTo")) {
            if (line.contains(name)) {
                read.add(name + place(line));
                return;
            }
        }
    }

    private static String place(String line) {
        Matcher place = PLACE.matcher(line);
        return place.find() ? " " + place.group(1) + " " + place.group(2) : "";
    }

    private static void keys(String line, List<String> read) {
        Matcher list = KEYS.matcher(line);
        if (!list.find()) {
            return;
        }
        List<String> keys = new ArrayList<>();
        for (Matcher key = KEY.matcher(list.group(1)); key.find(); ) {
            String name = key.group(1) == null ? key.group(2) : key.group(1);
            if (!name.isEmpty()) {
                keys.add(name.strip());
            }
        }
        read.add((line.contains("hotkey") ? "hotkey " : "press ") + keys);
    }

    /** What it should read where calls are read as they are meant. */
    static List<String> meant(List<Call> calls) {
        return calls.stream().map(BenchReader::meant).toList();
    }

    private static String meant(Call call) {
        var arguments = call.arguments();
        return call.name()
                + switch (call.name()) {
                    case "write" -> " " + arguments.get("message");
                    case "press", "hotkey" -> " " + arguments.get("keys");
                    case "scroll", "hscroll" -> " " + arguments.get("clicks");
                    case "terminate" -> " " + arguments.get("status");
                    case "wait" -> "";
                    default ->
                        " " + PyAutoGui.number(call, "x").toPlainString() + " "
                                + PyAutoGui.number(call, "y").toPlainString();
                };
    }
}
