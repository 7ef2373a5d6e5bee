package org.oriel.ledger;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** Signs heads. One thread. */
final class Signer {
    private final PrivateKey key;
    private final String publicKey;

    Signer(PrivateKey key, String publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    String publicKey() {
        return publicKey;
    }

    SignedHead sign(Tree tree, Instant now) {
        Instant time = now.truncatedTo(ChronoUnit.MILLIS);
        String root = Chain.hex(tree.root());
        try {
            Signature signature = Signature.getInstance(SignedHead.ALGORITHM);
            signature.initSign(key);
            signature.update(SignedHead.signed(tree.size(), root, time, publicKey));
            String text = Base64.getEncoder().encodeToString(signature.sign());
            return new SignedHead(tree.size(), root, time, publicKey, text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java from 15 on signs with Ed25519", e);
        }
    }
}
