package org.oriel.redact.onnx;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A model in the runtime that lies beside it. By reflection, in a class loader of its own: the runtime is 90 MB of native
 * code for all systems, no bundle, and nobody but the deployer decides whether it is there. Not thread-safe.
 */
final class OnnxModel implements AutoCloseable {
    private final URLClassLoader loader;
    private final Object environment;
    private final Object session;
    private final Set<?> inputs;
    private final Method createTensor;
    private final Method run;

    /** @param directory holds {@code model.onnx} and a jar {@code onnxruntime*.jar} */
    OnnxModel(Path directory) throws IOException {
        loader = new URLClassLoader(new URL[] {runtime(directory).toUri().toURL()}, OnnxModel.class.getClassLoader());
        try {
            Class<?> environments = loader.loadClass("ai.onnxruntime.OrtEnvironment");
            Class<?> sessions = loader.loadClass("ai.onnxruntime.OrtSession");
            Class<?> tensors = loader.loadClass("ai.onnxruntime.OnnxTensor");
            environment = environments.getMethod("getEnvironment").invoke(null);
            session = environments
                    .getMethod("createSession", String.class)
                    .invoke(environment, directory.resolve("model.onnx").toString());
            inputs = (Set<?>) sessions.getMethod("getInputNames").invoke(session);
            createTensor = tensors.getMethod("createTensor", environments, Object.class);
            run = sessions.getMethod("run", Map.class);
        } catch (ReflectiveOperationException e) {
            loader.close();
            throw new IOException("the model in " + directory + " cannot be loaded: " + reason(e), e);
        }
        for (Object name : inputs) {
            if (!List.of("input_ids", "attention_mask", "token_type_ids").contains(name)) {
                throw new IOException("the model in " + directory + " wants the input " + name
                        + ", allowed: input_ids, attention_mask, token_type_ids");
            }
        }
    }

    private static Path runtime(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches("onnxruntime.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("directory " + directory + " holds no onnxruntime*.jar"));
        }
    }

    private static String reason(ReflectiveOperationException e) {
        Throwable cause = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
        return cause.getClass().getSimpleName() + " " + cause.getMessage();
    }

    /** One row of scores for each id. */
    float[][] scores(long[] ids) {
        Map<String, Object> tensors = new LinkedHashMap<>();
        try {
            for (Object name : inputs) {
                tensors.put((String) name, tensor((String) name, ids));
            }
            try (AutoCloseable result = (AutoCloseable) run.invoke(session, tensors)) {
                Object first = result.getClass().getMethod("get", int.class).invoke(result, 0);
                Class<?> value = loader.loadClass("ai.onnxruntime.OnnxValue");
                return ((float[][][]) value.getMethod("getValue").invoke(first))[0];
            }
        } catch (Exception e) {
            // No message: it may quote what was asked. The host masks the whole text.
            throw new IllegalStateException("the model failed: " + e.getClass().getSimpleName());
        } finally {
            tensors.values().forEach(OnnxModel::closeQuietly);
        }
    }

    private Object tensor(String name, long[] ids) throws ReflectiveOperationException {
        long[] row = new long[ids.length];
        if (name.equals("input_ids")) {
            System.arraycopy(ids, 0, row, 0, ids.length);
        } else if (name.equals("attention_mask")) {
            java.util.Arrays.fill(row, 1);
        }
        return createTensor.invoke(null, environment, new long[][] {row});
    }

    private static void closeQuietly(Object closeable) {
        try {
            ((AutoCloseable) closeable).close();
        } catch (Exception e) {
            // It is memory that the session's end frees too.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        closeQuietly(session);
        loader.close();
    }
}
