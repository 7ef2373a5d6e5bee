package org.oriel.export.s3;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A key. Its text shows the public half only. */
record Credentials(String keyId, String secret, String sessionToken) {
    /** From a file in the form of {@code ~/.aws/credentials}, or, where there is none, from the environment. */
    static Credentials of(@Nullable SecretFile file, Map<String, String> environment) throws IOException {
        if (file == null) {
            return checked(
                    environment.getOrDefault("AWS_ACCESS_KEY_ID", ""),
                    environment.getOrDefault("AWS_SECRET_ACCESS_KEY", ""),
                    environment.getOrDefault("AWS_SESSION_TOKEN", ""),
                    "credentialsFile is empty, and AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set");
        }
        String keyId = "";
        String secret = "";
        String token = "";
        for (String line : file.text().lines().toList()) {
            int equals = line.indexOf('=');
            if (equals < 0 || line.startsWith("#")) {
                continue; // [default], comments
            }
            String value = line.substring(equals + 1).strip();
            switch (line.substring(0, equals).strip()) {
                case "aws_access_key_id" -> keyId = value;
                case "aws_secret_access_key" -> secret = value;
                case "aws_session_token" -> token = value;
                default -> {}
            }
        }
        return checked(keyId, secret, token, file + " has no aws_access_key_id and aws_secret_access_key");
    }

    private static Credentials checked(String keyId, String secret, String token, String otherwise) throws IOException {
        if (keyId.isEmpty() || secret.isEmpty()) {
            throw new IOException(otherwise);
        }
        return new Credentials(keyId, secret, token);
    }

    @Override
    public String toString() {
        return "Credentials[" + keyId + "]";
    }
}
