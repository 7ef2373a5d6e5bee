package org.oriel.consent;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.oriel.host.NotAllowedException;

/**
 * A reviewer's answer.
 *
 * @param id of the request
 * @param reviewer who
 * @param granted whether it holds
 * @param reason for the person
 * @param until end of a grant
 * @param nonce random word that the signer chose, so that the answer counts once; empty where it is not signed
 */
record SignedDecision(
        String id, String reviewer, boolean granted, String reason, Optional<Instant> until, String nonce) {

    /** One line of JSON, and on the next its Ed25519 signature. */
    static SignedDecision verified(String text, Reviewers reviewers) throws NotAllowedException {
        String[] lines = text.strip().split("\\R", -1);
        if (lines.length != 2) {
            throw new NotAllowedException("a signed decision is two lines: JSON, and its signature in base64");
        }
        SignedDecision decision = parse(lines[0]);
        PublicKey key = Optional.ofNullable(reviewers.keys().get(decision.reviewer()))
                .flatMap(Reviewers.ReviewerKeys::signing)
                .orElseThrow(() ->
                        new NotAllowedException("no Ed25519 key of that reviewer is in the settings (reviewers)"));
        if (!Keys.signed(lines[0].getBytes(StandardCharsets.UTF_8), lines[1], key)) {
            throw new NotAllowedException("the signature is not " + decision.reviewer() + "'s for this decision");
        }
        return decision;
    }

    private static SignedDecision parse(String line) throws NotAllowedException {
        try {
            JsonObject json = Json.object(line);
            String decision = Json.text(json, "decision");
            String nonce = Json.text(json, "nonce");
            if (!decision.equals("grant") && !decision.equals("refuse")) {
                throw new IllegalArgumentException("decision is neither grant nor refuse");
            }
            if (!nonce.matches("[A-Za-z0-9_-]{16,64}")) {
                throw new IllegalArgumentException("nonce is not 16 to 64 letters and digits");
            }
            return new SignedDecision(
                    Json.text(json, "id"),
                    Json.text(json, "reviewer"),
                    decision.equals("grant"),
                    Json.text(json, "reason"),
                    Json.find(json, "until").map(Instant::parse),
                    nonce);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new NotAllowedException("the signed decision cannot be read: " + Text.oneLine("" + e.getMessage()));
        }
    }
}
