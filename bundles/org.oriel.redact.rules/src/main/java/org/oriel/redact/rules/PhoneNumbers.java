package org.oriel.redact.rules;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks libphonenumber, which loads what it knows of a country when that country is first asked for. The instance is our
 * own, so that its memory goes when this bundle goes.
 */
final class PhoneNumbers {
    private final List<String> regions;
    private @Nullable PhoneNumberUtil library;

    PhoneNumbers(List<String> regions) {
        this.regions = List.copyOf(regions);
    }

    /** Whether an international number has a length that its country uses. */
    boolean possible(String international) {
        try {
            PhoneNumberUtil util = library();
            return util.isPossibleNumber(util.parse(international, "ZZ"));
        } catch (NumberParseException e) {
            return false;
        }
    }

    /** Whether a number as dialled within its country is given out in one of the regions. */
    boolean valid(String national) {
        return anyRegion(national, false);
    }

    /** Whether it is given out to mobile phones: fixed numbers of some countries leave hardly any digits out. */
    boolean mobile(String national) {
        return anyRegion(national, true);
    }

    private boolean anyRegion(String national, boolean mobileOnly) {
        PhoneNumberUtil util = library();
        for (String region : regions) {
            try {
                PhoneNumber number = util.parse(national, region);
                if (util.isValidNumberForRegion(number, region)
                        && (!mobileOnly || util.getNumberType(number) == PhoneNumberType.MOBILE)) {
                    return true;
                }
            } catch (NumberParseException e) {
                // Not a number there; the next region may know it.
            }
        }
        return false;
    }

    private PhoneNumberUtil library() {
        PhoneNumberUtil util = library;
        if (util == null) {
            util = PhoneNumberUtil.createInstance(PhoneNumberUtil.class::getResourceAsStream);
            library = util;
        }
        return util;
    }
}
