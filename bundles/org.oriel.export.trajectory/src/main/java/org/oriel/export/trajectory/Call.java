package org.oriel.export.trajectory;

import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A call in Python, such as {@code pyautogui.click(x=0.5, y=0.25)}.
 *
 * @param module {@code pyautogui} or {@code computer}
 * @param name function
 * @param arguments by name, in order: whole numbers, {@link BigDecimal}, strings, lists of strings
 */
record Call(String module, String name, Map<String, Object> arguments) {
    static Call of(String module, String name) {
        return new Call(module, name, new LinkedHashMap<>());
    }

    static Call pyautogui(String name) {
        return of("pyautogui", name);
    }

    Call with(String argument, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(arguments);
        more.put(argument, value);
        return new Call(module, name, more);
    }

    Call at(BigDecimal x, BigDecimal y) {
        return with("x", x).with("y", y);
    }

    /** As the AgentNet tools write it: by name, except for the clicks of a wheel. */
    String code() {
        StringBuilder code = new StringBuilder(module).append('.').append(name).append('(');
        String comma = "";
        for (Map.Entry<String, Object> argument : arguments.entrySet()) {
            code.append(comma);
            comma = ", ";
            if (!argument.getKey().equals("clicks")) {
                code.append(argument.getKey()).append('=');
            }
            value(code, argument.getValue());
        }
        return code.append(')').toString();
    }

    private static void value(StringBuilder code, Object value) {
        if (value instanceof BigDecimal number) {
            code.append(number.toPlainString());
        } else if (value instanceof String text) {
            PythonText.repr(code, text);
        } else if (value instanceof List<?> list) {
            code.append('[');
            String comma = "";
            for (Object inner : list) {
                code.append(comma);
                comma = ", ";
                value(code, inner);
            }
            code.append(']');
        } else {
            code.append(value);
        }
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        arguments.forEach((argument, value) -> json.add(argument, Json.element(value)));
        return json;
    }

    /** It may hold what was typed. */
    @Override
    public String toString() {
        return module + "." + name;
    }
}
