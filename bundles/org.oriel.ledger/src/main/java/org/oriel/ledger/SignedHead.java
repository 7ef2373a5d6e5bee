package org.oriel.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * A tree head with its signature, one JSON line.
 *
 * @param size entries under it
 * @param root Merkle root, hex
 * @param time when it was signed
 * @param key Ed25519 public key (X.509), base64
 * @param signature base64
 */
record SignedHead(long size, String root, Instant time, String key, String signature) {
    static final String ALGORITHM = "Ed25519";

    /** What is signed. The first line keeps a signature from meaning anything elsewhere. */
    static byte[] signed(long size, String root, Instant time, String key) {
        return ("oriel-ledger-head/1\n" + size + "\n" + root + "\n" + time + "\n" + key + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    static SignedHead of(String line) {
        Map<String, Object> object = Json.object(line);
        SignedHead head = new SignedHead(
                Json.number(object, "size"),
                Json.text(object, "root"),
                Instant.parse(Json.text(object, "time")),
                Json.text(object, "key"),
                Json.text(object, "signature"));
        if (!head.line().equals(line)) {
            throw new IllegalArgumentException("not the one way to write it");
        }
        return head;
    }

    String line() {
        return "{\"size\":" + size + ",\"root\":\"" + root + "\",\"time\":\"" + time + "\",\"key\":\"" + key
                + "\",\"signature\":\"" + signature + "\"}";
    }

    /** Whether {@code key} made the signature. */
    boolean sound() {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(publicKey(key));
            check.update(signed(size, root, time, key));
            byte[] bytes = Base64.getDecoder().decode(signature);
            return Base64.getEncoder().encodeToString(bytes).equals(signature) && check.verify(bytes);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static PublicKey publicKey(String key) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM)
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(key)));
    }
}
